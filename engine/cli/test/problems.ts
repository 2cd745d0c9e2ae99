import type { IRunConfiguration } from '@cucumber/cucumber/api';
import { fileURLToPath } from 'node:url';
import { closest, ClusterError, UserError, type Place } from '../../errors/index.ts';
import { packageFile } from '../package-file.ts';

/** The formatters that cucumber has itself. */
const formats =
  'progress progress-bar pretty summary html json junit message rerun snippets usage usage-json'.split(' ');

/** What is wrong with step definitions of the user's own; an error in ours stays what it is. `files` are theirs, or patterns of them. */
export function stepDefinitionsProblem(error: unknown, files: readonly string[]): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const what = 'step definitions can not be loaded';
  const found = error.message.split('\n')[0];
  const where = placeIn(error);
  if (where) {
    const hint = 'mend this file, or name those to load with --import';
    return where.file.startsWith(packageFile('')) ? error : new UserError({ what, where, found, hint });
  }
  // Node.js does not always tell in which file a syntax error is.
  if (!(error instanceof SyntaxError) || files.length === 0) return error;
  return new UserError({ what, found, hint: `node --check says where, of ${files.join(', ')}` });
}

/** A syntax error may name its file in the first line, one that imports nobody in its message, others in the stack. */
function placeIn({ message, stack = '' }: Error): Place | undefined {
  const importer = /imported from (\/\S+)$/m.exec(message)?.[1];
  if (importer !== undefined) return { file: importer, line: 1, column: 1 };
  const [, url = '', position = ''] =
    /((?:file:\/\/|(?<![\w/]))\/[^\s():]+)((?::\d+){1,2})/.exec(stack) ?? [];
  if (url === '') return undefined;
  const [line = 1, column = 1] = position.split(':').slice(1).map(Number);
  return { file: url.startsWith('file:') ? fileURLToPath(url) : url, line, column };
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
