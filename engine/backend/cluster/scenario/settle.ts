import { ClusterError } from '../../../errors/index.ts';
import { takeSnapshot, type Snapshot } from '../settle/snapshot.ts';
import { podKey } from '../settle/pod-state.ts';
import { unsettled } from '../settle/unsettled.ts';
import { inSeconds, until } from '../tools/until.ts';
import type { Scenario } from './scenario.ts';
import { syncListeners } from './sync-listeners.ts';

const settling = [
  'pods',
  'services',
  'slices',
  'deployments',
  'replicaSets',
  'statefulSets',
  'daemonSets',
  'replicationControllers',
] as const;

/**
 * Waits until the controllers have done their work. What is still on its way at the deadline is
 * returned: a scenario may mean it so, and its flows will tell.
 */
export function settle(scenario: Scenario, seconds = 60): Promise<readonly string[]> {
  return scenario.watch.time('wait for pods and endpoints', () => untilSettled(scenario, seconds));
}

async function untilSettled(scenario: Scenario, seconds: number): Promise<readonly string[]> {
  let waiting: readonly string[] = [];
  let last: Snapshot | undefined;
  await until(
    async () => {
      const snapshot = await takeSnapshot(scenario.live.api, [...scenario.made], settling);
      failOnMissingImage(snapshot);
      last = snapshot;
      waiting = unsettled(snapshot, scenario.intent);
      return waiting.length === 0 ? true : undefined;
    },
    { deadline: inSeconds(seconds) },
  );
  if (last && !scenario.setting.keepImages) await syncListeners(scenario, last);
  return waiting;
}

interface Waiting {
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
}

/** Nobody will see such a pod start. */
function failOnMissingImage(snapshot: Snapshot): void {
  for (const pod of snapshot.of('pods')) {
    const statuses = (pod.status?.containerStatuses ?? []) as readonly Waiting[];
    const stuck = statuses.find(({ state }) => state?.waiting?.reason === 'ImagePullBackOff');
    if (!stuck) continue;
    throw new ClusterError({
      what: `the image of pod ${podKey(pod)} can not be had in the cluster`,
      found: stuck.state?.waiting?.message,
      hint: 'name one that the cluster can pull: REACHFORM_STANDIN_IMAGE, or --image',
    });
  }
}
