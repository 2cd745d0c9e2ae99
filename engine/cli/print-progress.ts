import type { ProgressEvent } from '../backend/cluster/index.ts';
import type { Host } from './host.ts';

/** A line for each thing that takes a while, with its time, where it does not mix with results. */
export function printProgress({ stderr }: Pick<Host, 'stderr'>): (event: ProgressEvent) => void {
  return ({ step, state, milliseconds = 0 }) => {
    if (state === 'note') stderr.write(`  ${step}\n`);
    // What is over at once was not worth waiting for.
    else if (state === 'done' && milliseconds >= 1000) {
      stderr.write(`  ${step}${(milliseconds / 1000).toFixed(1).padStart(70 - step.length)} s\n`);
    }
  };
}
