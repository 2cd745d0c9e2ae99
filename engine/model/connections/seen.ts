import { gathered, type Chance } from './chance.ts';

/** An endpoint where a client was seen. */
export interface Seen {
  /** `ip:port` */
  readonly endpoint: string;
  /** When it last connected there, on the clock of the state. */
  readonly at: number;
  /** When what was written down then ends, where a mode writes that down. */
  readonly until: number;
}

/** The same lists, each once. */
export function gatherSeen(chances: readonly Chance<readonly Seen[]>[]): Chance<readonly Seen[]>[] {
  return gathered(chances, (seen) =>
    seen.map(({ endpoint, at, until }) => `${endpoint} ${at} ${until}`).join(),
  );
}
