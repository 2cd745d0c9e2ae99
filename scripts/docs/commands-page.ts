import type { Command } from 'commander';
import { Readable, Writable } from 'node:stream';
import { makeProgram } from '../../engine/cli/program.ts';

/** The help of every command, as the command line prints it. */
export function commandsPage(): string {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const program = makeProgram(
    {
      argv: [],
      cwd: '.',
      env: {},
      stdin: Readable.from([]),
      stdout: nowhere,
      stderr: nowhere,
      fs: {} as never,
      now: () => new Date(0),
    },
    () => undefined,
  );
  program.configureHelp({ helpWidth: 100 });
  const sections = [program, ...leaves(program)].map(
    (command) => `## ${nameOf(command)}\n\n\`\`\`\n${helpOf(command).trimEnd()}\n\`\`\`\n`,
  );
  return [
    '# Commands',
    '',
    '<!-- Written by npm run docs from engine/cli. -->',
    '',
    'Exit codes are on [a page of their own](exit-codes.md), the JSON on [another](json.md).',
    '',
    sections.join('\n'),
  ].join('\n');
}

function leaves(command: Command): Command[] {
  return command.commands.flatMap((child) => (child.commands.length > 0 ? leaves(child) : [child]));
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

function helpOf(command: Command): string {
  return command.configureHelp({ helpWidth: 100 }).helpInformation();
}
