import {
  BackEnds,
  neededSettings,
  readUsualCluster,
  type BackEndOptions,
  type Pickle,
} from '../../run/index.ts';
import type { Host } from '../host.ts';
import { printProgress } from '../print-progress.ts';

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
  const backEnds = new BackEnds({ ...options, keep: false }, host.env, printProgress(host));
  try {
    const usual = options.cluster ? await readUsualCluster(options.cluster, host.cwd) : undefined;
    await backEnds.prepare(await neededSettings(pickles, host.cwd, usual));
  } finally {
    await backEnds.close();
  }
  // Who runs the scenarios finds a cluster that is fresh already.
  options.fresh = false;
}
