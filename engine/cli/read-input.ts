import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../errors/index.ts';
import { readingProblem } from '../run/input/index.ts';
import type { Host } from './host.ts';

/** The text of a file, or of standard input for `-`, and the name by which messages speak of it. */
export async function readInput(host: Host, path: string): Promise<[text: string, file: string]> {
  if (path === '-') return [await text(host.stdin), '<stdin>'];
  const real = resolve(host.cwd, path);
  try {
    return [await host.fs.readFile(real, 'utf8'), path];
  } catch (error) {
    throw new UserError(await readingProblem(error, path, real));
  }
}
