import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../errors/index.ts';
import { readingProblem, type SourceFile } from '../run/input/index.ts';
import type { Host } from './host.ts';

/** The text of a file, or of standard input for `-`. */
export async function readInput(host: Host, path: string): Promise<SourceFile> {
  if (path === '-') return { file: '<stdin>', text: await text(host.stdin) };
  const real = resolve(host.cwd, path);
  try {
    return { file: path, text: await host.fs.readFile(real, 'utf8') };
  } catch (error) {
    throw new UserError(await readingProblem(error, path, real));
  }
}
