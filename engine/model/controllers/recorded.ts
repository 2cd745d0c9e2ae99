import {
  matchesSelector,
  refOf,
  type DaemonSet,
  type Deployment,
  type Manifest,
  type Pod,
  type ReplicaSet,
  type StatefulSet,
  type Workload,
} from '../../kube/index.ts';
import type { Revision, State } from '../state.ts';
import { graceOf } from './delete-pods.ts';
import { remember, write } from './edit.ts';
import { makeReplicaSet } from './make-replica-set.ts';
import { controllerKey, controllerOf, fullName, keyOf } from './owner.ts';
import { isCounted, isTerminating } from './pod-conditions.ts';
import { podsMatching, podsOwnedBy } from './pod-index.ts';
import { revisionLabel } from './revision.ts';
import { notePods } from './seen-pods.ts';
import { canonicalTemplate } from './template-hash.ts';

/** Takes in what a dump says of pods and their workloads, so that controllers go on from there. */
export function rememberRecorded(state: State): State {
  const completed = completeReplicaSets(state);
  const pods = completed.objects.list<Pod>('Pod');
  const leaving = new Map(
    pods
      .filter(({ object }) => isTerminating(object))
      .map(({ object }) => [fullName(object), state.now + graceOf(object)]),
  );
  return notePods(remember(completed, { leaving, revisions: new Map(recordedRevisions(completed)) }), pods);
}

/** DaemonSets and StatefulSets whose pods carry another revision than the model would give them. */
function recordedRevisions(state: State): readonly (readonly [string, Revision])[] {
  const workloads: readonly Manifest<Workload>[] = [
    ...state.objects.list<DaemonSet>('DaemonSet'),
    ...state.objects.list<StatefulSet>('StatefulSet'),
  ];
  return workloads.flatMap((workload) => {
    const names = podsOwnedBy(state.objects, keyOf(workload.object)).flatMap(
      ({ object }) => object.metadata.labels?.[revisionLabel] ?? [],
    );
    const updated = workload.object.status?.['updateRevision'];
    const name = typeof updated === 'string' && names.includes(updated) ? updated : mostFrequent(names);
    return name === undefined ? [] : [revisionEntry(workload, name)];
  });
}

/**
 * Pods of a Deployment whose ReplicaSet was not dumped with them: the ReplicaSet is put back under
 * the name that its pods know, or the Deployment would start all over.
 */
function completeReplicaSets(state: State): State {
  const put: Manifest<ReplicaSet>[] = [];
  for (const deployment of state.objects.list<Deployment>('Deployment')) {
    const { namespace } = refOf(deployment.object);
    const { selector } = deployment.object.spec;
    const pods = podsMatching(state.objects, namespace, selector.matchLabels ?? {}).filter(
      ({ object }) =>
        controllerOf(object)?.kind === 'ReplicaSet' &&
        isCounted(object) &&
        matchesSelector(selector, object.metadata.labels),
    );
    const names = pods.map(({ object }) => controllerOf(object)!.name);
    const sets = new Set(names);
    const known = state.objects
      .list<ReplicaSet>('ReplicaSet', namespace)
      .some(
        ({ object }) => sets.has(object.metadata.name) || controllerKey(object) === keyOf(deployment.object),
      );
    const name = mostFrequent(names);
    if (known || name === undefined || !name.startsWith(`${deployment.object.metadata.name}-`)) continue;
    put.push(makeReplicaSet(deployment, name, 0));
  }
  return write(state, { put });
}

function revisionEntry(workload: Manifest<Workload>, name: string): readonly [string, Revision] {
  return [keyOf(workload.object), { template: canonicalTemplate(workload.object.spec.template), name }];
}

function mostFrequent(names: readonly string[]): string | undefined {
  const groups = [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => ({ name, length }));
  groups.sort((a, b) => b.length - a.length || (a.name < b.name ? -1 : 1));
  return groups[0]?.name;
}
