export interface Patience {
  /** Milliseconds on the monotonic clock of `performance.now`. */
  readonly deadline: number;
  readonly everyMs?: number;
}

/** Asks again and again until there is an answer; nothing when the deadline passes. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  patience: Patience,
): Promise<T | undefined> {
  for (;;) {
    const started = performance.now();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() >= patience.deadline) return undefined;
    await pause(Math.max(0, (patience.everyMs ?? 100) - (performance.now() - started)));
  }
}

export function inSeconds(seconds: number): number {
  return performance.now() + seconds * 1000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
