import type { Answer } from './answer.ts';

/** How many connections of a sample came to one place. */
export interface Tally {
  /** Backend pod `namespace/name`, else `ip:port`; '' for attempts that reached nobody. */
  readonly target: string;
  readonly count: number;
}

/** An answer that a cluster gave: what was seen, not what must be. */
export interface Observation extends Answer {
  /** New connections tried for this flow. */
  readonly attempts: number;
  /** What they met, result by result: `{reached: 29, refused: 1}`. */
  readonly outcomes: Readonly<Partial<Record<Answer['result'], number>>>;
  readonly tallies: readonly Tally[];
  /** From the first attempt to the last answer. */
  readonly milliseconds: number;
}
