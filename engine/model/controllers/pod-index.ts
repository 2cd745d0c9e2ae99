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

  /** Pods of a namespace, whatever their labels. */
  inNamespace(namespace: string): readonly Manifest<Pod>[] {
    return this.#pods.filter(({ object }) => refOf(object).namespace === namespace);
  }

  /** Pods of a namespace that have all these labels; without labels none. */
  matching(namespace: string, selector: StringMap): readonly Manifest<Pod>[] {
    const byLabel = (this.#byLabel ??= groupByLabel(this.#pods));
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
    return (this.#byOwner ??= Map.groupBy(this.#pods, ({ object }) => controllerKey(object) ?? nobody));
  }
}

function groupByLabel(pods: readonly Manifest<Pod>[]): Map<string, Manifest<Pod>[]> {
  const groups = new Map<string, Manifest<Pod>[]>();
  for (const pod of pods) {
    const { metadata } = pod.object;
    const namespace = metadata.namespace ?? 'default';
    for (const key in metadata.labels) {
      const label = labelKey(namespace, key, metadata.labels[key]!);
      const group = groups.get(label);
      if (group) group.push(pod);
      else groups.set(label, [pod]);
    }
  }
  return groups;
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}=${value}`;
}

/** In the place of an owner's key. */
const nobody = '';
