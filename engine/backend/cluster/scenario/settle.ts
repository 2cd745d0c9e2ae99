import { ClusterError } from '../../../errors/index.ts';
import { takeSnapshot, type Snapshot } from '../settle/snapshot.ts';
import { podKey } from '../settle/pod-state.ts';
import { unsettled, unsettledPods } from '../settle/unsettled.ts';
import { inSeconds, until } from '../tools/until.ts';
import type { Scenario } from './scenario.ts';
import { syncListeners } from './sync-listeners.ts';

/**
 * Waits until the controllers have done their work. What is still on its way at the deadline is
 * returned: a scenario may mean it so, and its flows will tell.
 */
export function settle(scenario: Scenario, seconds = 60): Promise<readonly string[]> {
  return scenario.watch.time('wait for pods and endpoints', () => untilSettled(scenario, seconds));
}

async function untilSettled(scenario: Scenario, seconds: number): Promise<readonly string[]> {
  const namespaces = [...scenario.made];
  const { api } = scenario.live;
  const others = scenario.kinds.filter((kind) => kind !== 'pods' && kind !== 'endpoints');
  const withOthers = async (pods: Snapshot): Promise<Snapshot> =>
    (await takeSnapshot(api, namespaces, others)).with('pods', pods.of('pods'));
  let waiting: readonly string[] = [];
  let pods: Snapshot | undefined;
  let last: Snapshot | undefined;
  await until(
    async () => {
      pods = await takeSnapshot(api, namespaces, ['pods']);
      failOnMissingImage(pods);
      waiting = unsettledPods(pods, scenario.intent);
      // Mostly it is pods that are waited for: nobody needs to be asked for more until they are done.
      if (waiting.length > 0) return undefined;
      last = await withOthers(pods);
      waiting = unsettled(last, scenario.intent);
      return waiting.length === 0 ? true : undefined;
    },
    { deadline: inSeconds(seconds) },
  );
  if (pods && !scenario.setting.keepImages) await syncListeners(scenario, last ?? (await withOthers(pods)));
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
