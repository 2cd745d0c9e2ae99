import type {
  DaemonSet,
  Deployment,
  Job,
  Manifest,
  Pod,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../kube/index.ts';
import { refOf } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { syncDaemonSet } from './daemon-set.ts';
import { syncDeployment } from './deployment.ts';
import { write, type Edit } from './edit.ts';
import { controllerKey, keyOf } from './owner.ts';
import { syncJob, syncReplicaSet, syncReplicationController } from './replica-set.ts';
import { notePods } from './seen-pods.ts';
import { syncStatefulSet } from './stateful-set.ts';

/** One step of all workload controllers: Deployments first, then those that make pods. */
export function syncWorkloads(state: State): State {
  const scaled = write(state, syncDeployments(state));
  const sync = <T extends Parameters<typeof keyOf>[0]>(
    kind: T['kind'],
    one: (state: State, workload: Manifest<T>) => Edit,
  ): Edit[] => scaled.objects.list<T>(kind).map((workload) => one(scaled, workload));
  const edit = merge([
    ...sync<ReplicaSet>('ReplicaSet', syncReplicaSet),
    ...sync<ReplicationController>('ReplicationController', syncReplicationController),
    ...sync<StatefulSet>('StatefulSet', syncStatefulSet),
    ...sync<DaemonSet>('DaemonSet', syncDaemonSet),
    ...sync<Job>('Job', syncJob),
  ]);
  const made = (edit.put ?? []).filter((one): one is Manifest<Pod> => one.object.kind === 'Pod');
  return notePods(write(scaled, edit), made);
}

function syncDeployments(state: State): Edit {
  const sets = Map.groupBy(
    state.objects.list<ReplicaSet>('ReplicaSet'),
    ({ object }) => controllerKey(object) ?? `orphans of ${refOf(object).namespace}`,
  );
  return merge(
    state.objects.list<Deployment>('Deployment').map((deployment) => {
      const orphans = sets.get(`orphans of ${refOf(deployment.object).namespace}`) ?? [];
      const owned = sets.get(keyOf(deployment.object)) ?? [];
      return syncDeployment(state, deployment, [...owned, ...orphans]);
    }),
  );
}

function merge(edits: readonly Edit[]): Edit {
  return {
    put: edits.flatMap(({ put = [] }) => put),
    remove: edits.flatMap(({ remove = [] }) => remove),
  };
}
