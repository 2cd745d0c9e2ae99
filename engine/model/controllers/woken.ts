import {
  refOf,
  type DaemonSet,
  type Deployment,
  type Job,
  type KubeObject,
  type Manifest,
  type ReplicaSet,
  type ReplicationController,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { SelectorIndex } from '../tables/selector-index.ts';
import { objectKey } from '../tables/table.ts';
import { controllerOf } from './owner.ts';

/** What has to be looked at again: keys of objects (see `objectKey`) by kind. */
export class Woken {
  readonly #keys = new Map<string, Set<string>>();

  add(kind: string, namespace: string, name: string): void {
    const key = objectKey(namespace, name);
    const known = this.#keys.get(kind);
    if (known) known.add(key);
    else this.#keys.set(kind, new Set([key]));
  }

  /** Those that there are, in the order of names. */
  of<T extends KubeObject>(kind: T['kind'], objects: ObjectStore): readonly Manifest<T>[] {
    return [...this.keys(kind)].sort().flatMap((key) => objects.find<T>(kind, key) ?? []);
  }

  keys(kind: string): ReadonlySet<string> {
    return this.#keys.get(kind) ?? new Set();
  }
}

const deployments = new SelectorIndex<Deployment>(
  'Deployment',
  ({ spec: { selector } }) => selector.matchLabels ?? {},
);
/** Those that adopt pods. */
const adopters = [
  new SelectorIndex<ReplicaSet>('ReplicaSet', ({ spec: { selector } }) => selector.matchLabels ?? {}),
  new SelectorIndex<ReplicationController>('ReplicationController', ({ spec: { selector } }) => selector!),
  new SelectorIndex<DaemonSet>('DaemonSet', ({ spec: { selector } }) => selector.matchLabels ?? {}),
  new SelectorIndex<Job>('Job', ({ metadata: { name } }) => ({ 'job-name': name })),
] as const;

/**
 * The workloads that differences between two sets of objects concern: those that changed, the owners of pods and
 * ReplicaSets that changed, and those that may adopt an orphan.
 */
export function wakeWorkloads(before: ObjectStore, after: ObjectStore, woken = new Woken()): Woken {
  for (const { before: old, after: now } of after.since(before)) {
    for (const manifest of [old, now]) {
      if (!manifest) continue;
      const { object } = manifest;
      const { kind, namespace, name } = refOf(object);
      if (kind !== 'Pod') woken.add(kind, namespace, name);
      if (kind === 'Pod' || kind === 'ReplicaSet') wakeOwners(object, before, after, woken);
    }
  }
  return woken;
}

function wakeOwners(object: KubeObject, before: ObjectStore, after: ObjectStore, woken: Woken): void {
  const { kind, namespace } = refOf(object);
  const owner = controllerOf(object);
  if (owner) {
    woken.add(owner.kind, namespace, owner.name);
    if (owner.kind !== 'ReplicaSet') return;
    for (const objects of [before, after]) {
      const set = objects.get<ReplicaSet>('ReplicaSet', namespace, owner.name);
      const above = set && controllerOf(set.object);
      if (above) woken.add(above.kind, namespace, above.name);
    }
    return;
  }
  for (const index of kind === 'Pod' ? adopters : [deployments]) {
    for (const { object: one } of index.find(after, namespace, object.metadata.labels)) {
      woken.add(one.kind, namespace, one.metadata.name);
    }
  }
}
