import { followNodes } from './controllers/pods-of-nodes.ts';
import { syncEndpoints } from './controllers/endpoints/sync-endpoints.ts';
import { followDns } from './controllers/dns-health.ts';
import { giveAddresses } from './controllers/load-balancers.ts';
import { listenToNodes, markNodes } from './controllers/node-health.ts';
import { isControlPlaneDown } from './controllers/silent-nodes.ts';
import { noteSettled, settledObjects } from './controllers/settled.ts';
import { startPods } from './controllers/start-pods.ts';
import { noteTaints } from './controllers/taint-times.ts';
import { syncWorkloads } from './controllers/sync-workloads.ts';
import { reportStatus } from './controllers/workload-status.ts';
import type { State } from './state.ts';

/** Steps of the workload controllers at most; a rollout of n pods one at a time takes about 2n. */
const mostSteps = 1000;

/**
 * Lets all controllers work until nothing changes any more: node health, workloads, scheduler and
 * kubelets, endpoints, load balancers. What is there stays where it is; doing it twice changes nothing. While the
 * control plane is down nothing happens but that nodes fall silent. Only what changed since the last time wakes
 * anybody, as it is with the real controllers.
 */
export function reconcile(state: State): State {
  let now = listenToNodes(state);
  if (!isControlPlaneDown(now)) {
    now = followNodes(noteTaints(markNodes(now)));
    const settled = settledObjects(now);
    let seen = settled;
    for (let step = 0; step < mostSteps; step++) {
      const before = now.objects;
      now = startPods(syncWorkloads(now, seen), seen);
      seen = before;
      if (now.objects === before) break;
    }
    now = syncEndpoints(reportStatus(now, settled), settled);
    now = noteSettled(giveAddresses(now));
  }
  return followDns(now);
}
