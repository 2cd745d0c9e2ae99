import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Host } from '../host.ts';
import { runCommand } from '../run-command.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder that holds these files for as long as `use` takes. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'reachform-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the command in this process, as `main.ts` does, and returns all that it said. */
export async function run(
  argv: readonly string[],
  world: Partial<Host> & { readonly input?: string } = {},
): Promise<Outcome> {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const code = await runCommand({
    argv,
    cwd: process.cwd(),
    env: {},
    stdin: Readable.from(world.input === undefined ? [] : [world.input]),
    stdout: stream('out'),
    stderr: stream('err'),
    fs,
    now: () => new Date('2026-05-01T12:00:00Z'),
    ...world,
  });
  return { code, ...said };
}

/** Runs the command in a folder of these files. */
export async function runIn(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  input?: string,
): Promise<Outcome> {
  return inFolder(files, (cwd) => run(argv, { cwd, ...(input !== undefined && { input }) }));
}
