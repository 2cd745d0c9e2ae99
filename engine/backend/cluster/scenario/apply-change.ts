import type { Change } from '../../../flow/index.ts';
import {
  cutOffNode,
  passTime,
  reconnectNode,
  startNode,
  startProxy,
  stopNode,
  stopProxy,
} from '../faults/node-faults.ts';
import { deletePod, setReadiness, terminatePod } from '../faults/pod-faults.ts';
import { scaleDns } from '../faults/scale-dns.ts';
import { applyManifests } from './apply-manifests.ts';
import { deleteObject, labelObject, scaleObject } from './object-changes.ts';
import type { Scenario } from './scenario.ts';
import { settle } from './settle.ts';
import { forgetSystem } from './system-sight.ts';

/** Does a change in the cluster and waits until its controllers have followed. */
export async function applyChange(scenario: Scenario, change: Change): Promise<void> {
  try {
    await doChange(scenario, change);
  } finally {
    if (clusterWide.has(change.kind) || change.kind === 'label') forgetSystem(scenario.live);
  }
}

async function doChange(scenario: Scenario, change: Change): Promise<void> {
  switch (change.kind) {
    case 'apply':
      await applyManifests(scenario, change.manifests);
      await settle(scenario);
      return;
    case 'delete':
      return deleteObject(scenario, change.object);
    case 'scale':
      return scaleObject(scenario, change.object, change.replicas);
    case 'delete-pod':
      return deletePod(scenario, change.pod, change.force ?? false);
    case 'terminate-pod':
      return terminatePod(scenario, change.pod, change.serving);
    case 'readiness':
      return setReadiness(scenario, change.pod, change.ready);
    case 'label':
      return labelObject(scenario, change.object, change.labels);
    case 'stop-node':
      return stopNode(scenario, change.node);
    case 'start-node':
      return startNode(scenario, change.node);
    case 'cut-off-node':
      return cutOffNode(scenario, change.node);
    case 'reconnect-node':
      return reconnectNode(scenario, change.node);
    case 'stop-proxy':
      return stopProxy(scenario, change.node);
    case 'start-proxy':
      return startProxy(scenario, change.node);
    case 'scale-dns':
      return scaleDns(scenario, change.replicas);
    case 'pass-time':
      return passTime(scenario, change.seconds);
  }
}

/** Changes that every scenario in the cluster would feel: such a scenario runs alone. */
export const clusterWide: ReadonlySet<Change['kind']> = new Set([
  'stop-node',
  'start-node',
  'cut-off-node',
  'reconnect-node',
  'stop-proxy',
  'start-proxy',
  'scale-dns',
  'pass-time',
]);
