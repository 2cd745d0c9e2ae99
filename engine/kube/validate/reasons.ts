/** Why a text is no name of some sort. */
export interface Reason {
  /** In the API server's words, less the examples and the expression. */
  readonly why: string;
  readonly examples?: readonly string[];
  /** The regular expression that the API server names. */
  readonly expression?: string;
  /** What it says after that. */
  readonly after?: string;
}

/** Empty when it is one. */
export type Reasons = readonly Reason[];

/** The API server's whole sentence (apimachinery: `RegexError`). */
export function messageOf({ why, examples = [], expression, after = '' }: Reason): string {
  if (expression === undefined) return why;
  const quoted = examples.map((example) => `'${example}', `).join(' or ');
  return `${why} (e.g. ${quoted}regex used for validation is '${expression}')${after}`;
}
