import type { Problem } from '../../errors/index.ts';

/** What cucumber's messages say of a text that is no Gherkin. */
export interface ParseError {
  readonly source: {
    readonly uri?: string;
    readonly location?: { readonly line: number; readonly column?: number };
  };
  readonly message: string;
}

/** `(7:3): expected: #EOF, ..., got 'Thn nothing'` becomes a place, what is there and what may be. */
export function syntaxProblem({ source: { uri = '', location }, message }: ParseError): Problem {
  const [, expected, found] = /expected: (.*), got '(.*)'$/s.exec(message) ?? [];
  return {
    what: expected === undefined ? message.replace(/^\(\d+:\d+\): /, '') : 'this is no Gherkin',
    where: { file: uri, line: location?.line ?? 1, column: location?.column ?? 1 },
    ...(found !== undefined && { found }),
    ...(expected !== undefined && { expected: expected.replaceAll('#', '').replace(/Line\b/g, '') }),
  };
}
