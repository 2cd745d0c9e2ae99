import type { ProgressEvent } from '../../backend/cluster/index.ts';
import { BackEnds, neededSettings, type BackEndOptions, type Pickle } from '../../run/index.ts';
import type { Host } from '../host.ts';

/**
 * Makes the clusters that scenarios want before cucumber's workers start, so that no two of them make
 * the same one. They stay warm: whoever runs scenarios finds them.
 */
export async function prepareClusters(
  host: Host,
  pickles: readonly Pickle[],
  worldParameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  const options = worldParameters['reachform'] as BackEndOptions & { fresh?: boolean };
  const backEnds = new BackEnds(options, host.env, printProgress(host));
  try {
    await backEnds.prepare(await neededSettings(pickles, host.cwd));
  } finally {
    await backEnds.close();
  }
  // Who runs the scenarios finds a cluster that is fresh already.
  options.fresh = false;
}

/** A line for each thing that takes a while, with its time, where it does not mix with results. */
export function printProgress({ stderr }: Host): (event: ProgressEvent) => void {
  return ({ step, state, milliseconds = 0 }) => {
    if (state === 'note') stderr.write(`  ${step}\n`);
    // What is over at once was not worth waiting for.
    else if (state === 'done' && milliseconds >= 1000) {
      stderr.write(`  ${step}${(milliseconds / 1000).toFixed(1).padStart(70 - step.length)} s\n`);
    }
  };
}
