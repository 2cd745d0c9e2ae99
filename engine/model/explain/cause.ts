import type { Place } from '../../errors/index.ts';

/** A likely reason why a flow does not arrive. */
export interface Cause {
  /** In one or two sentences, with names and numbers. */
  readonly text: string;
  /** The field that leads to it. */
  readonly place?: Place | undefined;
  /** What to try. */
  readonly hint?: string | undefined;
}
