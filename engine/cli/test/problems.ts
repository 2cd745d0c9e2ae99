import { fileURLToPath } from 'node:url';
import { closest, UserError } from '../../errors/index.ts';
import { packageModule } from '../package-file.ts';

/** The formatters that cucumber has itself. */
const formats = [
  ...[
    'progress',
    'progress-bar',
    'pretty',
    'summary',
    'html',
    'json',
    'junit',
    'message',
    'rerun',
    'snippets',
  ],
  ...['usage', 'usage-json'],
];

/** What is wrong with step definitions of the user's own; an error in ours stays what it is. */
export function stepDefinitionsProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const ownFolder = packageModule('steps/index').replace(/index\.[tj]s$/, '');
  const place = /\(?((?:file:\/\/)?\/[^\s()]+:\d+:\d+)\)?/.exec(error.stack ?? '')?.[1];
  if (place === undefined || place.includes(ownFolder)) return error;
  return new UserError({
    what: 'step definitions can not be loaded',
    found: error.message.split('\n')[0],
    hint: place.startsWith('file:') ? placeOf(place) : place,
  });
}

function placeOf(url: string): string {
  const [, file = url, position = ''] = /^(.*?)(:\d+:\d+)$/.exec(url) ?? [];
  return `${fileURLToPath(file)}${position}`;
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
