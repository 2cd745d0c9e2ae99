import { manifestOf, type Manifest, type Pod, type Workload } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { write } from './edit.ts';
import { controllerKey, keyOf } from './owner.ts';
import { isCounted, isReady } from './pod-conditions.ts';

const kinds = [
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Deployment',
  'Job',
] as const;

interface Tally {
  pods: number;
  ready: number;
}

/** Writes into each workload how many pods it has and how many of them are ready. */
export function reportStatus(state: State): State {
  const tallies = tally(state);
  const put = kinds.flatMap((kind) =>
    state.objects.list<Workload>(kind).flatMap((workload) => {
      const { pods, ready } = tallies.get(keyOf(workload.object)) ?? { pods: 0, ready: 0 };
      return reported(workload, statusOf(kind, pods, ready));
    }),
  );
  return write(state, { put });
}

function tally(state: State): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  const add = (key: string | undefined, pods: number, ready: number): void => {
    if (key === undefined) return;
    const sum = tallies.get(key);
    if (!sum) tallies.set(key, { pods, ready });
    else [sum.pods, sum.ready] = [sum.pods + pods, sum.ready + ready];
  };
  for (const { object } of state.objects.list<Pod>('Pod')) {
    if (isCounted(object)) add(controllerKey(object), 1, isReady(object) ? 1 : 0);
  }
  for (const { object } of state.objects.list('ReplicaSet')) {
    const { pods, ready } = tallies.get(keyOf(object)) ?? { pods: 0, ready: 0 };
    add(controllerKey(object), pods, ready);
  }
  return tallies;
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
