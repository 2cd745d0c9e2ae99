import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from '../../../errors/index.ts';
import { isAlive, thisProcess } from './process-mark.ts';
import { inSeconds, until } from './until.ts';

/** Longer than a cluster takes to be made. */
const patienceSeconds = 900;

/** One process of this machine at a time. The lock of a process that died counts for nothing. */
export async function withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  const file = join(tmpdir(), `${name}.lock`);
  const taken = await until(async () => ((await take(file)) ? true : undefined), {
    deadline: inSeconds(patienceSeconds),
    everyMs: 200,
  });
  if (!taken) {
    throw new ClusterError({
      what: `another process has been busy with ${name} for ${patienceSeconds / 60} min`,
      hint: `if there is none, remove ${file}`,
    });
  }
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, thisProcess, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = await readFile(file, 'utf8').catch(() => thisProcess);
  // Empty for the moment between making the file and writing it.
  if (owner !== '' && !isAlive(owner)) await rm(file, { force: true });
  return false;
}
