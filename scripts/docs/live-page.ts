import { execa } from 'execa';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { blockAfter } from '../lib/markdown.ts';

/**
 * A page whose outputs are what the commands really print. Comments that no reader sees say what to do,
 * from top to bottom, in an empty folder (or, with `in: .`, in this one):
 *
 * - `<!-- file: NAME -->`: the code block that follows is this file
 * - `<!-- edit: NAME: ["text", "replacement"] -->`: as the reader was told to
 * - `<!-- take: NAME of PAGE -->`: the file of another page
 * - `<!-- prints: COMMAND -->`: the code block that follows is what the command prints
 */
export async function livePage(file: string): Promise<string> {
  const page = readFileSync(file, 'utf8');
  const folder = page.includes('<!-- in: . -->') ? '.' : emptyFolder();
  try {
    let text = '';
    let rest = page;
    for (;;) {
      const match = /<!-- (file|take|edit|prints): (.*) -->\n/.exec(rest);
      if (!match) return text + rest;
      const [comment, what, argument = ''] = match;
      text += rest.slice(0, match.index) + comment;
      rest = rest.slice(match.index + comment.length);
      if (what === 'edit' || what === 'take') {
        (what === 'edit' ? edit : take)(folder, argument);
        continue;
      }
      const block = /^\n*```(\w*)\n([\s\S]*?)^```$/m.exec(rest);
      if (!block || block.index !== 0) throw new Error(`${file}: no code block after ${comment}`);
      const [whole, language = '', code = ''] = block;
      if (what === 'file') write(folder, argument, code);
      const shown = what === 'prints' ? await printed(folder, argument) : code;
      text += `\n\`\`\`${language}\n${shown}\`\`\``;
      rest = rest.slice(whole.length);
    }
  } finally {
    if (folder !== '.') rmSync(folder, { recursive: true });
  }
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reachform-docs-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules/reachform'));
  write(folder, 'package.json', '{ "type": "module" }\n');
  return folder;
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function edit(folder: string, argument: string): void {
  const [, name = '', change = '[]'] = /^(\S+): (.*)$/.exec(argument) ?? [];
  const [from = '', to = ''] = JSON.parse(change) as string[];
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  write(folder, name, text.replace(from, to));
}

function take(folder: string, argument: string): void {
  const [name = '', page = ''] = argument.split(' of ');
  write(folder, name, blockAfter(readFileSync(page, 'utf8'), `file: ${name}`));
}

/** What a command prints, with the same time always. */
async function printed(folder: string, command: string): Promise<string> {
  const [program, ...args] = command.split(' ');
  const own = ['--conditions=reachform-source'];
  const argv = program === 'reachform' ? [resolve('bin/reachform.js'), ...args] : [...own, ...args];
  const { stdout } = await execa(process.execPath, argv, { cwd: folder, reject: false, env: { FORCE_COLOR: '0' } });
  return `${stdout.trimEnd().replace(/\bin \d+(\.\d+)? s\b/g, 'in 0.2 s')}\n`;
}
