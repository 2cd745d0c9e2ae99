/** Asks again and again until the answer will do or the deadline passes; the last answer either way. */
export async function poll<T>(
  ask: () => Promise<T>,
  willDo: (answer: T) => boolean,
  deadlineSeconds: number,
): Promise<T> {
  const deadline = performance.now() + deadlineSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (willDo(answer) || performance.now() >= deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
