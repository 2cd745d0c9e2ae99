import { execa } from 'execa';

/** Written to file descriptor 3 when the process ends: its CPU time, all threads, in seconds. */
const report = `
import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, String((user + system) / 1e6));
});`;

/** Runs Node.js with these arguments and returns the seconds of the processor that it took. */
export async function cpuOf(args: readonly string[], cwd: string): Promise<number> {
  const hook = `data:text/javascript,${encodeURIComponent(report)}`;
  const { stdio } = await execa(process.execPath, ['--import', hook, ...args], {
    cwd,
    reject: false,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return Number(stdio[3]);
}

/** Seconds of the processor that something takes in this process. */
export function cpuSeconds(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
