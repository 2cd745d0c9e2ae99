import { refOf, type Manifest, type ReplicaSet } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import { controllerKey } from './owner.ts';

const byOwner = new ObjectIndex<ReplicaSet>('ReplicaSet', ({ object }) => controllerKey(object) ?? []);
const orphansByNamespace = new ObjectIndex<ReplicaSet>('ReplicaSet', ({ object }) =>
  controllerKey(object) === undefined ? refOf(object).namespace : [],
);

/** ReplicaSets whose controller has this key (see `ownerKey`), in the order of names. */
export function replicaSetsOf(objects: ObjectStore, key: string): readonly Manifest<ReplicaSet>[] {
  return byOwner.find(objects, key);
}

/** ReplicaSets of a namespace that nothing manages. */
export function orphanReplicaSets(objects: ObjectStore, namespace: string): readonly Manifest<ReplicaSet>[] {
  return orphansByNamespace.find(objects, namespace);
}
