import { resolve } from 'node:path';
import { execa } from 'execa';

const command = resolve(import.meta.dirname, '../../bin/reachform.js');

/** The built command, running. */
export function startReachform(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
) {
  return execa(process.execPath, [command, ...args], { cwd, reject: false, env: { NO_COLOR: '1', ...env } });
}

/** The same until it has ended, whatever its exit code. */
export async function runReachform(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
) {
  return startReachform(args, cwd, env);
}

/** Asks again and again until it is so; throws after so many seconds. */
export async function until(isSo: () => Promise<boolean>, seconds = 120): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not so after ${seconds} s: ${isSo.toString()}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
}
