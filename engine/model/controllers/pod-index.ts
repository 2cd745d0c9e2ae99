import { matchesLabels, refOf, type Manifest, type Pod, type StringMap } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import { controllerKey } from './owner.ts';

const byLabel = new ObjectIndex<Pod>('Pod', ({ object }) => labelKeys(object));
const byOwner = new ObjectIndex<Pod>('Pod', ({ object }) => controllerKey(object) ?? []);
const orphansByLabel = new ObjectIndex<Pod>('Pod', ({ object }) =>
  controllerKey(object) === undefined ? labelKeys(object) : [],
);
const orphansByNamespace = new ObjectIndex<Pod>('Pod', ({ object }) =>
  controllerKey(object) === undefined ? refOf(object).namespace : [],
);

/** Pods whose controller has this key (see `ownerKey`), in the order of names. */
export function podsOwnedBy(objects: ObjectStore, key: string): readonly Manifest<Pod>[] {
  return byOwner.find(objects, key);
}

/** Pods of a namespace that have all these labels, in the order of names; without labels none. */
export function podsMatching(
  objects: ObjectStore,
  namespace: string,
  selector: StringMap,
): readonly Manifest<Pod>[] {
  return matching(byLabel, objects, namespace, selector);
}

/** Pods of a namespace that no controller manages and that have all these labels; without labels all of them. */
export function orphanPods(
  objects: ObjectStore,
  namespace: string,
  labels: StringMap,
): readonly Manifest<Pod>[] {
  return Object.keys(labels).length > 0
    ? matching(orphansByLabel, objects, namespace, labels)
    : orphansByNamespace.find(objects, namespace);
}

/** Goes through the pods of the rarest label. */
function matching(
  index: ObjectIndex<Pod>,
  objects: ObjectStore,
  namespace: string,
  selector: StringMap,
): readonly Manifest<Pod>[] {
  const groups = Object.entries(selector).map(([key, value]) => labelKey(namespace, key, value));
  const sizes = groups.map((group) => index.keys(objects, group).length);
  const rarest = groups[sizes.indexOf(Math.min(...sizes))];
  if (rarest === undefined) return [];
  const found = index.find(objects, rarest);
  return groups.length === 1
    ? found
    : found.filter(({ object }) => matchesLabels(selector, object.metadata.labels));
}

function labelKeys(pod: Pod): readonly string[] {
  const { namespace } = refOf(pod);
  return Object.entries(pod.metadata.labels ?? {}).map(([key, value]) => labelKey(namespace, key, value));
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}=${value}`;
}
