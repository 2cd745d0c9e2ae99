import type {
  DaemonSet,
  Deployment,
  Job,
  KubeObject,
  Manifest,
  Pod,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../kube/index.ts';
import { refOf } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import type { State } from '../state.ts';
import { syncDaemonSet } from './daemon-set.ts';
import { syncDeployment } from './deployment.ts';
import { write, type Edit } from './edit.ts';
import { keyOf } from './owner.ts';
import { syncJob, syncReplicaSet, syncReplicationController } from './replica-set.ts';
import { orphanReplicaSets, replicaSetsOf } from './replica-sets.ts';
import { notePods } from './seen-pods.ts';
import { syncStatefulSet } from './stateful-set.ts';
import { wakeWorkloads, type Woken } from './woken.ts';

/**
 * One step of all workload controllers: Deployments first, then those that make pods.
 *
 * @param seen the objects that they have seen to already; without, they look at everything
 */
export function syncWorkloads(state: State, seen: ObjectStore | undefined): State {
  const woken = seen && wakeWorkloads(seen, state.objects);
  const scaled = write(state, syncDeployments(state, woken));
  if (woken) wakeWorkloads(state.objects, scaled.objects, woken);
  const sync = <T extends KubeObject>(
    kind: T['kind'],
    one: (state: State, workload: Manifest<T>) => Edit,
  ): Edit[] => wokenOf<T>(kind, scaled.objects, woken).map((workload) => one(scaled, workload));
  const edit = merge([
    ...sync<ReplicaSet>('ReplicaSet', syncReplicaSet),
    ...sync<ReplicationController>('ReplicationController', syncReplicationController),
    ...sync<StatefulSet>('StatefulSet', syncStatefulSet),
    ...sync<DaemonSet>('DaemonSet', syncDaemonSet),
    ...sync<Job>('Job', syncJob),
  ]);
  const made = edit.put.filter((one): one is Manifest<Pod> => one.object.kind === 'Pod');
  return notePods(write(scaled, edit), made);
}

function syncDeployments(state: State, woken: Woken | undefined): Edit {
  const { objects } = state;
  return merge(
    wokenOf<Deployment>('Deployment', objects, woken).map((deployment) => {
      const sets = [
        ...replicaSetsOf(objects, keyOf(deployment.object)),
        ...orphanReplicaSets(objects, refOf(deployment.object).namespace),
      ];
      return syncDeployment(state, deployment, sets);
    }),
  );
}

function wokenOf<T extends KubeObject>(
  kind: T['kind'],
  objects: ObjectStore,
  woken: Woken | undefined,
): readonly Manifest<T>[] {
  return woken ? woken.of<T>(kind, objects) : objects.list<T>(kind);
}

function merge(edits: readonly Edit[]): Required<Edit> {
  return {
    put: edits.flatMap(({ put = [] }) => put),
    remove: edits.flatMap(({ remove = [] }) => remove),
  };
}
