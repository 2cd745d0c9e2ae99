/** Scenarios that could not run on a back end, for one reason. */
export interface LeftOutCount {
  readonly backEnd: string;
  readonly reason: string;
  readonly scenarios: number;
}

/** `3 scenarios not run on context:staging: it has no second node`, most first. */
export function leftOutLines(counts: readonly LeftOutCount[]): string[] {
  return counts
    .toSorted((a, b) => b.scenarios - a.scenarios || (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ backEnd, reason, scenarios }) => {
      return `${scenarios} scenario${scenarios === 1 ? '' : 's'} not run on ${backEnd}: ${reason}`;
    });
}

/** Back ends on which nothing ran at all: nobody may take such a run for a proof. */
export function nothingRanLines(backEnds: Iterable<string>): string[] {
  return [...backEnds].sort().map((backEnd) => `nothing ran on ${backEnd}: every scenario was left out`);
}

/** Counts scenarios by back end and reason. */
export class LeftOutCounter {
  readonly #counts = new Map<string, LeftOutCount>();

  add(backEnd: string, reason: string): void {
    const key = keyOf({ backEnd, reason });
    const scenarios = (this.#counts.get(key)?.scenarios ?? 0) + 1;
    this.#counts.set(key, { backEnd, reason, scenarios });
  }

  get counts(): readonly LeftOutCount[] {
    return [...this.#counts.values()];
  }
}

function keyOf({ backEnd, reason }: Pick<LeftOutCount, 'backEnd' | 'reason'>): string {
  return `${backEnd}\0${reason}`;
}
