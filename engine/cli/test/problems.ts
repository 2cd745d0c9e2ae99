import { fileURLToPath } from 'node:url';
import { closest, UserError } from '../../errors/index.ts';
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

/** A tag expression that is none shows only when features are selected by it. */
export function selectionProblem(error: unknown, tags: string): unknown {
  if (!(error instanceof Error) || !/"pickles:\w+" transform/.test(error.message)) return error;
  const { cause } = error;
  return new UserError({
    what: 'the scenarios to run can not be selected',
    found: tags === '' ? undefined : `--tags "${tags}"`,
    expected: cause instanceof Error ? cause.message.trim() : error.message,
  });
}

/** A formatter that does not exist is the user's mistake. */
export function formatterProblem(error: unknown): unknown {
  const name = /^Failed to import formatter (.+)$/.exec(error instanceof Error ? error.message : '')?.[1];
  if (name === undefined) return error;
  return new UserError({
    what: `there is no formatter "${name}" (option --format)`,
    expected: `${formats.join(', ')}, or a module`,
    hint: closest(name, formats),
  });
}
