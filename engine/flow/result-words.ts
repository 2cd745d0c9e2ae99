import type { Result } from './answer.ts';

/** A result that somebody can expect; nobody can expect not to know. */
export type ExpectedResult = Exclude<Result, 'unknown'>;

/** How each result reads in a table or a report. */
const words: Readonly<Record<Result, string>> = {
  reached: 'reaches',
  refused: 'refused',
  timeout: 'timeout',
  'no-name': 'no name',
  http: 'http',
  'tls-failure': 'tls failure',
  unhandled: 'unhandled',
  unknown: 'unknown',
};

/** Other ways to write them. */
const spellings: Readonly<Record<ExpectedResult, readonly string[]>> = {
  reached: ['reaches', 'reached', 'is reached'],
  refused: ['refused', 'is refused'],
  timeout: ['timeout', 'time-out', 'times out', 'timed out'],
  'no-name': ['no name', 'no-name', 'no such name', 'has no such name'],
  http: [],
  'tls-failure': ['tls failure', 'tls-failure', 'fails in tls'],
  unhandled: ['unhandled', 'is unhandled'],
};

/** Every word that a table's `result` column takes, for messages. */
export const knownResultWords: readonly string[] = [
  ...Object.values(spellings).flatMap((list) => list.slice(0, 1)),
  'answers 404',
];

/** What a word of a table's `result` column means, or nothing if it is none. */
export function parseResult(text: string): { result: ExpectedResult; status?: number } | undefined {
  const word = text.trim().toLowerCase();
  const status = /^(?:answers |http )?([1-5]\d\d)$/.exec(word)?.[1];
  if (status !== undefined) return { result: 'http', status: Number(status) };
  for (const [result, list] of Object.entries(spellings) as [ExpectedResult, readonly string[]][]) {
    if (list.includes(word)) return { result };
  }
  return undefined;
}

/** `reaches`, `timeout`, `answers 404`. */
export function formatResult(result: Result, status?: number): string {
  return result === 'http' ? `answers ${status ?? '?'}` : words[result];
}
