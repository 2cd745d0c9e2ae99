import { manifestOf, type Manifest, type Pod, type Workload } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import type { State } from '../state.ts';
import { write } from './edit.ts';
import { keyOf } from './owner.ts';
import { isCounted, isReady } from './pod-conditions.ts';
import { podsOwnedBy } from './pod-index.ts';
import { replicaSetsOf } from './replica-sets.ts';
import { wakeWorkloads } from './woken.ts';

const kinds = [
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Deployment',
  'Job',
] as const;

interface Tally {
  readonly pods: number;
  readonly ready: number;
}

/**
 * Writes into each workload how many pods it has and how many of them are ready.
 *
 * @param seen the objects of the last time that this was done; without, all workloads are looked at
 */
export function reportStatus(state: State, seen: ObjectStore | undefined): State {
  const { objects } = state;
  const woken = seen && wakeWorkloads(seen, objects);
  const put = kinds.flatMap((kind) =>
    (woken ? woken.of<Workload>(kind, objects) : objects.list<Workload>(kind)).flatMap((workload) => {
      const key = keyOf(workload.object);
      const owners =
        kind === 'Deployment' ? replicaSetsOf(objects, key).map(({ object }) => keyOf(object)) : [key];
      const { pods, ready } = sum(owners.map((owner) => tally(podsOwnedBy(state.objects, owner))));
      return reported(workload, statusOf(kind, pods, ready));
    }),
  );
  return write(state, { put });
}

function tally(pods: readonly Manifest<Pod>[]): Tally {
  let [counted, ready] = [0, 0];
  for (const { object } of pods) {
    if (!isCounted(object)) continue;
    counted++;
    if (isReady(object)) ready++;
  }
  return { pods: counted, ready };
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ pods: a.pods + b.pods, ready: a.ready + b.ready }), {
    pods: 0,
    ready: 0,
  });
}

/** The counts of a kind's status under their names; zero is left out where the API leaves it out. */
function statusOf(
  kind: (typeof kinds)[number],
  pods: number,
  ready: number,
): Readonly<Record<string, number>> {
  const some = (name: string, n: number): Record<string, number> => (n > 0 ? { [name]: n } : {});
  switch (kind) {
    case 'DaemonSet':
      return {
        currentNumberScheduled: pods,
        desiredNumberScheduled: pods,
        numberReady: ready,
        ...some('numberAvailable', ready),
      };
    case 'Job':
      return { ...some('active', pods), ready };
    case 'Deployment':
      return {
        ...some('replicas', pods),
        ...some('readyReplicas', ready),
        ...some('availableReplicas', ready),
        ...some('unavailableReplicas', pods - ready),
      };
    default:
      return { replicas: pods, ...some('readyReplicas', ready), ...some('availableReplicas', ready) };
  }
}

const counts = new Set([
  'replicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'currentNumberScheduled',
  'desiredNumberScheduled',
  'numberReady',
  'numberAvailable',
  'active',
  'ready',
]);

function reported(workload: Manifest<Workload>, status: Readonly<Record<string, number>>): Manifest[] {
  const before = workload.object.status ?? {};
  const own = Object.keys(before).filter((key) => counts.has(key));
  const same = own.length === Object.keys(status).length && own.every((key) => before[key] === status[key]);
  if (same) return [];
  const rest = Object.fromEntries(Object.entries(before).filter(([key]) => !counts.has(key)));
  return [manifestOf({ ...workload.object, status: { ...rest, ...status } }, workload)];
}
