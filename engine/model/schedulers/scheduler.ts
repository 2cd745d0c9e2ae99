import type { Protocol } from '../../kube/index.ts';
import type { LineUp, Slot } from './line-up.ts';

/** A connection as a scheduler sees it. The port that it comes from is not known. */
export interface Arriving {
  readonly source: string;
  readonly destination: string;
  readonly protocol: Protocol;
  readonly now: number;
}

/** A slot whose turn it is, or none: then the connection is refused. */
export interface Pick {
  readonly slot: Slot | undefined;
  readonly probability: number;
  /** The row afterwards, but for the connection itself. */
  readonly after: LineUp;
}

/** How a scheduler of the kernel chooses. Pure: the row that it found and the row that it leaves are values. */
export interface Scheduler {
  /** What it goes by, as the rest of `scheduler rr: `. */
  readonly about: string;
  readonly pick: (lineUp: LineUp, arriving: Arriving) => readonly Pick[];
  /** What it forgets when destinations come or go. */
  readonly onChange?: (lineUp: LineUp) => LineUp;
  /** Connections are not counted: each is drawn anew, and to keep account of all draws would take too much. */
  readonly uncounted?: boolean;
}

export function surely(slot: Slot | undefined, after: LineUp): readonly Pick[] {
  return [{ slot, probability: 1, after }];
}
