import { matchesLabels, refOf, type KubeObject, type Manifest, type StringMap } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from './object-index.ts';

/** Finds the objects of a kind that select what has certain labels. */
export class SelectorIndex<T extends KubeObject> {
  readonly #byFirstLabel: ObjectIndex<T>;
  readonly #labelsOf: (object: T) => StringMap | undefined;

  /** @param labelsOf the labels that an object asks for: without any it selects all, without a list nothing */
  constructor(kind: T['kind'], labelsOf: (object: T) => StringMap | undefined) {
    this.#labelsOf = labelsOf;
    this.#byFirstLabel = new ObjectIndex<T>(kind, ({ object }) => {
      const labels = labelsOf(object);
      if (!labels) return [];
      const { namespace } = refOf(object);
      const [first] = Object.entries(labels);
      return first ? labelKey(namespace, ...first) : namespace;
    });
  }

  /** The objects of a namespace that select something with these labels. */
  find(objects: ObjectStore, namespace: string, labels: StringMap = {}): readonly Manifest<T>[] {
    const keys = Object.entries(labels).map((label) => labelKey(namespace, ...label));
    return [namespace, ...keys]
      .flatMap((key) => this.#byFirstLabel.find(objects, key))
      .filter(({ object }) => matchesLabels(this.#labelsOf(object) ?? {}, labels));
  }
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}=${value}`;
}
