import type { Host } from '../host.ts';
import { interruptAll } from '../../run/index.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has clusters tidied up when somebody ends the run, then lets the signal do what it does. The second
 * one ends the run at once. Returns how to stop caring.
 */
export function tidyUpOnInterrupt(host: Host): () => void {
  const stop = (): void => {
    for (const signal of signals) process.off(signal, hear);
  };
  const hear = (signal: NodeJS.Signals): void => {
    // The next one does what it does.
    stop();
    host.stderr.write(
      `\n${signal}: removing what the scenarios made; once more to leave it to reachform sweep\n`,
    );
    void tidyUp(host, signal);
  };
  for (const signal of signals) process.on(signal, hear);
  return stop;
}

async function tidyUp(host: Host, signal: NodeJS.Signals): Promise<void> {
  for (const what of await interruptAll()) host.stderr.write(`left behind: ${what}\n`);
  process.kill(process.pid, signal);
}
