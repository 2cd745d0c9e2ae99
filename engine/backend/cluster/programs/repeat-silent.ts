import type { Attempt } from './protocol.ts';

/**
 * Linux sends an ICMP error to one peer once a second after a burst of six
 * (net.ipv4.icmp_ratelimit), so of many refusals at once most stay silent. Silent flows are asked
 * again, no more of them at once than errors can have been saved up: what is then silent is silent.
 */
const tokenMs = 1020;
const burst = 6;
/** Shorter than the first retransmission of a SYN, which would use up a second error. */
const waitMs = 900;

export interface Repeats<T> {
  readonly repeated: ReadonlyMap<T, Attempt>;
  /** Those that the budget did not reach. */
  readonly left: readonly T[];
}

export async function repeatSilent<T>(
  silent: readonly T[],
  budgetMs: number,
  again: (task: T, timeoutMs: number) => Promise<Attempt>,
  clock: { now(): number; wait(ms: number): Promise<void> } = realClock,
): Promise<Repeats<T>> {
  const repeated = new Map<T, Attempt>();
  const queue = [...silent];
  const started = clock.now();
  let tokens = 0;
  let counted = started;
  while (queue.length > 0 && clock.now() - started < budgetMs) {
    tokens = Math.min(burst, tokens + (clock.now() - counted) / tokenMs);
    counted = clock.now();
    if (tokens < 1) {
      await clock.wait(Math.ceil((1 - tokens) * tokenMs));
      continue;
    }
    const wave = queue.splice(0, Math.floor(tokens));
    const attempts = await Promise.all(wave.map((task) => again(task, waitMs)));
    for (const [index, attempt] of attempts.entries()) {
      repeated.set(wave[index] as T, attempt);
      if (attempt.outcome === 'refused') tokens -= 1;
    }
  }
  return { repeated, left: queue };
}

const realClock = {
  now: () => performance.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};
