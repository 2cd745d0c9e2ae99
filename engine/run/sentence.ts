import type { Place } from '../errors/index.ts';

/** The sentence that is being run, and where its parts stand. */
export interface RunningSentence {
  /** With its keyword: `Then the flows are:`. */
  readonly text: string;
  readonly place?: Place | undefined;
  /** Where each line of its table stands, the heading first. */
  readonly rows: readonly Place[];
  /** Where its docstring begins: the first line of the text, and the column all its lines start at. */
  readonly docString?: Place | undefined;
}

export const noSentence: RunningSentence = { text: '', rows: [] };
