import { version } from './version.ts';

/** For a bug of ours: what to send and where, with the stack trace that a report needs. */
export function internalErrorReport(error: unknown, argv: readonly string[]): string {
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return [
    `error: Reachform has a bug: ${message.split('\n')[0]}`,
    '  try        report this text, and the input if you may share it, as an issue of the project',
    '',
    `reachform ${version} on Node.js ${process.versions.node}, ${process.platform}`,
    `reachform ${argv.join(' ')}`,
    stack ?? message,
    '',
  ].join('\n');
}
