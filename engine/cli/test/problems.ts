import type { IRunConfiguration } from '@cucumber/cucumber/api';
import { fileURLToPath } from 'node:url';
import { closest, ClusterError, UserError } from '../../errors/index.ts';
import { packageFile } from '../package-file.ts';

/** The formatters that cucumber has itself. */
const formats =
  'progress progress-bar pretty summary html json junit message rerun snippets usage usage-json'.split(' ');

/** What is wrong with step definitions of the user's own; an error in ours stays what it is. */
export function stepDefinitionsProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  // A syntax error names its file in the first line, any other error in the first line of the stack.
  const [, url = '', position = ''] =
    /((?:file:\/\/|(?<![\w/]))\/[^\s():]+)((?::\d+){1,2})/.exec(error.stack ?? '') ?? [];
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (file === '' || file.startsWith(packageFile(''))) return error;
  return new UserError({
    what: 'step definitions can not be loaded',
    found: error.message.split('\n')[0],
    hint: `${file}${position}`,
  });
}

/** Why cucumber could not run: our own gate, a tag expression that is none, a formatter that is none. */
export function runProblem(error: unknown, { sources }: IRunConfiguration): unknown {
  if (!(error instanceof Error)) return error;
  const { cause, message } = error;
  if (cause instanceof UserError || cause instanceof ClusterError) return cause;
  if (/"pickles:filter" transform/.test(message)) {
    return new UserError({
      what: 'the scenarios to run can not be selected',
      found: `--tags "${sources.tagExpression}"`,
      expected: cause instanceof Error ? cause.message.trim() : message,
    });
  }
  const formatter = /^Failed to import formatter (.+)$/.exec(message)?.[1];
  if (formatter === undefined)
    return cause instanceof Error && message.endsWith(' transform') ? cause : error;
  return new UserError({
    what: `there is no formatter "${formatter}" (option --format)`,
    expected: `${formats.join(', ')}, or a module`,
    hint: closest(formatter, formats),
  });
}
