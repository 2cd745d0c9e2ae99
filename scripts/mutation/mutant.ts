/** One change of one file that its tests should notice. */
export interface Mutant {
  /** From the root of the project. */
  readonly file: string;
  /** The text of the file with the change in it. */
  readonly text: string;
  readonly line: number;
  /** `=== became !==` */
  readonly what: string;
  /** The line of code, trimmed: with `what` it names the mutant as long as the line does not change. */
  readonly code: string;
}

export type Outcome = 'killed' | 'survived' | 'timeout';
