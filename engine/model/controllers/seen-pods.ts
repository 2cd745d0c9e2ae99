import { refOf, type KubeObject, type Manifest, type Pod, type ReplicaSet } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { memoryOf, remember } from './edit.ts';
import { controllerKey, controllerOf } from './owner.ts';

/** The workload that people know a pod by: a ReplicaSet's Deployment rather than the ReplicaSet. */
export function workloadKey(state: State, object: KubeObject): string | undefined {
  const owner = controllerOf(object);
  if (owner?.kind !== 'ReplicaSet') return controllerKey(object);
  const replicaSet = state.objects.get<ReplicaSet>('ReplicaSet', refOf(object).namespace, owner.name);
  return (replicaSet && controllerKey(replicaSet.object)) ?? controllerKey(object);
}

/** Notes pods that were not seen before under their workload, in the order of names. */
export function notePods(state: State, pods: readonly Manifest<Pod>[]): State {
  const fresh = Map.groupBy(pods, ({ object }) => workloadKey(state, object) ?? '');
  const known = memoryOf(state).pods;
  const noted: [string, readonly string[]][] = [];
  for (const [key, group] of fresh) {
    if (key === '') continue;
    const before = known.get(key) ?? [];
    const seen = new Set(before);
    const names = group.map(({ object }) => object.metadata.name).filter((name) => !seen.has(name));
    if (names.length === 0) continue;
    noted.push([key, [...before, ...names.sort()]]);
  }
  return noted.length > 0 ? remember(state, { pods: known.with(noted) }) : state;
}
