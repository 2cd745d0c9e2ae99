import type { Flow, Observation } from '../../../flow/index.ts';

/** How long a refusal is believed while the same flow stays silent. */
const freshMs = 15_000;

/**
 * For polling where the kernel holds refusals back: a flow that was refused a moment ago and is now
 * silent counts as refused. Not for a sample that counts.
 */
export class RefusalMemory {
  readonly #refused = new Map<string, { readonly answer: Observation; readonly at: number }>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  fill(flows: readonly Flow[], answers: readonly Observation[]): readonly Observation[] {
    const now = this.#now();
    return answers.map((answer, index) => {
      const key = JSON.stringify(flows[index]);
      if (answer.result === 'refused') this.#refused.set(key, { answer, at: now });
      const isSilent = answer.result === 'timeout' || answer.result === 'unknown';
      const known = this.#refused.get(key);
      return isSilent && known && now - known.at < freshMs ? known.answer : answer;
    });
  }
}
