import { UserError } from '../errors/index.ts';
import type { Change } from '../flow/index.ts';
import { applyManifests } from './changes/apply/apply-manifests.ts';
import { deleteObject } from './changes/delete-object.ts';
import { setLabels } from './changes/label.ts';
import { setNode, setProxy } from './changes/nodes.ts';
import { deletePod, setReadiness, terminatePod } from './changes/pods.ts';
import { scaleDns } from './changes/scale-dns.ts';
import { scale } from './changes/scale.ts';
import { carryOver } from './connections/carry-over.ts';
import { withConnections } from './connections/with-connections.ts';
import { isControlPlaneDown } from './controllers/silent-nodes.ts';
import { reconcile } from './reconcile.ts';
import type { State } from './state.ts';

/**
 * The state after a change, with all controllers at rest again. Pods are named by name, pattern or
 * alias (see `findPod`).
 *
 * @throws UserError for names that don't exist, with the nearest ones, and for what the API refuses
 */
export function applyChange(state: State, change: Change): State {
  const next = reconcile(affect(state, change));
  const { connections } = next;
  return connections ? withConnections(next, carryOver(connections, next)) : next;
}

function affect(state: State, change: Change): State {
  switch (change.kind) {
    case 'stop-node':
    case 'start-node':
      return setNode(state, change.node, 'stoppedNodes', change.kind === 'stop-node');
    case 'cut-off-node':
    case 'reconnect-node':
      return setNode(state, change.node, 'cutOffNodes', change.kind === 'cut-off-node');
    case 'stop-proxy':
    case 'start-proxy':
      return setProxy(state, change.node, change.kind === 'stop-proxy');
    case 'pass-time':
      return passTime(state, change.seconds);
    default:
      return request(state, change);
  }
}

type Request = Exclude<
  Change,
  {
    kind:
      | 'stop-node'
      | 'start-node'
      | 'cut-off-node'
      | 'reconnect-node'
      | 'stop-proxy'
      | 'start-proxy'
      | 'pass-time';
  }
>;

/** What goes through the API server. */
function request(state: State, change: Request): State {
  if (isControlPlaneDown(state)) {
    throw new UserError({
      what: `${change.kind} needs the API server, and its node is stopped`,
      found: `stopped: ${[...state.faults.stoppedNodes].sort().join(', ')}`,
      hint: 'start the node first, or stop a worker instead',
    });
  }
  switch (change.kind) {
    case 'apply':
      return applyManifests(state, change.manifests);
    case 'delete':
      return deleteObject(state, change.object);
    case 'scale':
      return scale(state, change.object, change.replicas);
    case 'delete-pod':
      return deletePod(state, change.pod, change.force);
    case 'terminate-pod':
      return terminatePod(state, change.pod, change.serving);
    case 'readiness':
      return setReadiness(state, change.pod, change.ready);
    case 'label':
      return setLabels(state, change.object, change.labels);
    default:
      return scaleDns(state, change.replicas);
  }
}

function passTime(state: State, seconds: number): State {
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new UserError({ what: `time can't pass by ${seconds} seconds`, expected: '0 or more' });
  }
  return { ...state, now: state.now + seconds };
}
