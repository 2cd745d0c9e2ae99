import { formatPlace, type Place } from './place.ts';

/** Words for what is wrong with a field: those of a Status' causes, less `FieldValue`; or of the Status itself. */
export type ApiReason =
  | 'BadRequest'
  | 'Duplicate'
  | 'Forbidden'
  | 'InternalError'
  | 'Invalid'
  | 'NotSupported'
  | 'Required'
  | 'TooLong'
  | 'TooMany';

/** A refusal as an API server puts it: the object, the field, the word, and the message of the cause. */
export interface ApiCause {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly field: string;
  readonly reason: ApiReason;
  readonly message: string;
}

/** One thing that the user can put right. */
export interface Problem {
  /** What failed, in one line, without a final full stop. */
  readonly what: string;
  /** Where it was written, when it was written anywhere. */
  readonly where?: Place | undefined;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  /** What to try: words or a fragment to paste; may have several lines. */
  readonly hint?: string | undefined;
  /** The same in an API server's words, where one would refuse it. */
  readonly api?: ApiCause | undefined;
}

/** What failed, where, what was found, what was expected, what to try: in this order. */
export function formatProblem(problem: Problem, severity: 'error' | 'warning' = 'error'): string {
  const head = `${severity}: ${problem.what}${problem.where ? `    ${formatPlace(problem.where)}` : ''}`;
  const detail = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`  ${label.padEnd(10)} ${text.split('\n').join(`\n  ${' '.repeat(11)}`)}`];
  return [
    head,
    ...detail('found', problem.found),
    ...detail('expected', problem.expected),
    ...detail('try', problem.hint),
  ].join('\n');
}

/** The same problems in the order of their places, each said once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const key = (problem: Problem): string => {
    const { file = '', line = 0, column = 0 } = problem.where ?? {};
    return `${file}\0${String(line).padStart(9, '0')}\0${String(column).padStart(6, '0')}\0${problem.what}`;
  };
  const byKey = new Map(problems.map((problem) => [key(problem), problem]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
}
