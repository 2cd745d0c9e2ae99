import { hostname } from 'node:os';

/** Says on an object which process made it. */
export const processAnnotation = 'reachform.dev/process';
export const thisProcess = `${hostname()}/${process.pid}`;

/** Whether the process behind a mark still runs; false for what can't be told, another machine's included. */
export function isAlive(mark: string | undefined): boolean {
  const [host, pid] = mark?.split('/') ?? [];
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
