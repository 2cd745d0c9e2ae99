import type { CommanderError } from 'commander';
import type { Problem } from '../errors/index.ts';

/** What commander says of a wrong command line, in our own shape. */
export function usageProblem(error: CommanderError, command: string): Problem {
  const [first = '', ...rest] = error.message.split('\n');
  const meant = /Did you mean (?:one of )?(.+)\?/.exec(rest.join('\n'))?.[1];
  const help = `${command} --help`;
  return {
    what: first.replace(/^error: /, '').replace(/\.$/, ''),
    hint: meant === undefined ? help : `${meant}\n${help}`,
  };
}
