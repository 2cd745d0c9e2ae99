import { matchesLabels, refOf, type Manifest, type Pod, type StringMap } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { controllerKey } from './owner.ts';

const indexes = new WeakMap<readonly Manifest<Pod>[], PodIndex>();

/** Pods by label and by owner, each list in the order of names. */
export class PodIndex {
  readonly #pods: readonly Manifest<Pod>[];
  #byLabel: Map<string, Manifest<Pod>[]> | undefined;
  #byOwner: Map<string, Manifest<Pod>[]> | undefined;
  #orphans: PodIndex | undefined;

  private constructor(pods: readonly Manifest<Pod>[]) {
    this.#pods = pods;
  }

  /** The index of a store's pods, made once for each set of pods. */
  static of(objects: ObjectStore): PodIndex {
    const pods = objects.list<Pod>('Pod');
    let index = indexes.get(pods);
    if (!index) indexes.set(pods, (index = new PodIndex(pods)));
    return index;
  }

  /** Makes the index of a store from that of the store that it was made from, where few pods changed. */
  static derive(
    before: ObjectStore,
    after: ObjectStore,
    removed: readonly Manifest<Pod>[],
    added: readonly Manifest<Pod>[],
  ): void {
    const pods = after.list<Pod>('Pod');
    const known = indexes.get(before.list<Pod>('Pod'));
    if (!known || indexes.has(pods) || (removed.length + added.length) * 10 > pods.length) return;
    const index = new PodIndex(pods);
    if (known.#byLabel) index.#byLabel = regroup(known.#byLabel, removed, added, labelKeys);
    if (known.#byOwner) index.#byOwner = regroup(known.#byOwner, removed, added, ownerKeys);
    indexes.set(pods, index);
  }

  /** Pods of a namespace, whatever their labels. */
  inNamespace(namespace: string): readonly Manifest<Pod>[] {
    return this.#pods.filter(({ object }) => refOf(object).namespace === namespace);
  }

  /** Pods of a namespace that have all these labels; without labels none. */
  matching(namespace: string, selector: StringMap): readonly Manifest<Pod>[] {
    const byLabel = (this.#byLabel ??= group(this.#pods, labelKeys));
    let shortest: readonly Manifest<Pod>[] | undefined;
    const pairs = Object.entries(selector);
    for (const [key, value] of pairs) {
      const list = byLabel.get(labelKey(namespace, key, value));
      if (!list) return [];
      if (!shortest || list.length < shortest.length) shortest = list;
    }
    if (!shortest || pairs.length === 1) return shortest ?? [];
    return shortest.filter((pod) => matchesLabels(selector, pod.object.metadata.labels));
  }

  /** Pods whose controller has this key (see `ownerKey`). */
  ownedBy(key: string): readonly Manifest<Pod>[] {
    return this.#owners().get(key) ?? [];
  }

  /** The pods that no controller manages. */
  orphans(): PodIndex {
    return (this.#orphans ??= new PodIndex(this.#owners().get(nobody) ?? []));
  }

  #owners(): Map<string, Manifest<Pod>[]> {
    return (this.#byOwner ??= group(this.#pods, ownerKeys));
  }
}

type Groups = Map<string, Manifest<Pod>[]>;
type Keys = (pod: Pod) => readonly string[];

function group(pods: readonly Manifest<Pod>[], keysOf: Keys): Groups {
  const groups: Groups = new Map();
  for (const pod of pods) {
    for (const key of keysOf(pod.object)) {
      const members = groups.get(key);
      if (members) members.push(pod);
      else groups.set(key, [pod]);
    }
  }
  return groups;
}

/** The same groups with pods taken out and put in; groups without changes are shared. */
function regroup(
  groups: Groups,
  removed: readonly Manifest<Pod>[],
  added: readonly Manifest<Pod>[],
  keysOf: Keys,
): Groups {
  const [out, into] = [group(removed, keysOf), group(added, keysOf)];
  const changed = new Map(groups);
  for (const key of new Set([...out.keys(), ...into.keys()])) {
    const gone = new Set(out.get(key));
    const members = [...(groups.get(key) ?? []).filter((pod) => !gone.has(pod)), ...(into.get(key) ?? [])];
    if (members.length > 0) changed.set(key, members.sort(byName));
    else changed.delete(key);
  }
  return changed;
}

function byName(a: Manifest<Pod>, b: Manifest<Pod>): number {
  return sortKey(a.object) < sortKey(b.object) ? -1 : 1;
}

function sortKey({ metadata }: Pod): string {
  return `${metadata.namespace ?? 'default'}\0${metadata.name}`;
}

function labelKeys({ metadata }: Pod): readonly string[] {
  const namespace = metadata.namespace ?? 'default';
  return Object.entries(metadata.labels ?? {}).map(([key, value]) => labelKey(namespace, key, value));
}

function ownerKeys(pod: Pod): readonly string[] {
  return [controllerKey(pod) ?? nobody];
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}=${value}`;
}

/** In the place of an owner's key. */
const nobody = '';
