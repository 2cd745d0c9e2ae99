/** Runs all tasks, at most `limit` at once; results in the order of the tasks. */
export async function inTurn<T, R>(
  tasks: readonly T[],
  limit: number,
  run: (task: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: tasks.length });
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await run(tasks[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, work));
  return results;
}
