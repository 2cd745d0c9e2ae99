import { refOf, type KubeObject, type Manifest, type Ref } from '../kube/index.ts';
import { editSorted } from './sorted-list.ts';

type ByName = ReadonlyMap<string, Manifest>;

/** An immutable set of API objects, one for each kind, namespace and name. */
export class ObjectStore {
  static readonly empty = new ObjectStore(new Map());
  readonly #kinds: ReadonlyMap<string, ByName>;
  readonly #sorted = new Map<string, readonly Manifest[]>();
  readonly #byNamespace = new Map<string, ReadonlyMap<string, readonly Manifest[]>>();

  private constructor(kinds: ReadonlyMap<string, ByName>) {
    this.#kinds = kinds;
  }

  static of(manifests: Iterable<Manifest>): ObjectStore {
    return ObjectStore.empty.with(manifests);
  }

  get<T extends KubeObject>(kind: T['kind'], namespace: string, name: string): Manifest<T> | undefined {
    return this.#kinds.get(kind)?.get(keyOf(namespace, name)) as Manifest<T> | undefined;
  }

  /** Sorted by namespace, then name, both as plain text. */
  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly Manifest<T>[] {
    const wanted =
      namespace === undefined ? this.#list(kind) : (this.#namespaces(kind).get(namespace) ?? nothing);
    return wanted as readonly Manifest<T>[];
  }

  kinds(): readonly string[] {
    return [...this.#kinds.keys()].sort();
  }

  /** The same set with these added; an object of the same name is replaced. */
  with(manifests: Iterable<Manifest>): ObjectStore {
    const edits: [Ref, Manifest][] = [];
    for (const manifest of manifests) edits.push([refOf(manifest.object), manifest]);
    return this.#change(edits);
  }

  /** The same set less these. */
  without(refs: Iterable<Ref>): ObjectStore {
    const edits: [Ref, undefined][] = [];
    for (const ref of refs) edits.push([ref, undefined]);
    return this.#change(edits);
  }

  /** Only the kinds that change are copied, and their lists stay sorted where few objects change. */
  #change(edits: readonly (readonly [Ref, Manifest | undefined])[]): ObjectStore {
    if (edits.length === 0) return this;
    const kinds = new Map(this.#kinds);
    const changed = new ObjectStore(kinds);
    for (const [kind, some] of Map.groupBy(edits, ([ref]) => ref.kind)) {
      const byKey = new Map(some.map(([ref, manifest]) => [keyOf(ref.namespace, ref.name), manifest]));
      const copy = new Map(kinds.get(kind));
      for (const [key, manifest] of byKey) {
        if (manifest) copy.set(key, manifest);
        else copy.delete(key);
      }
      kinds.set(kind, copy);
      const list = this.#sorted.get(kind);
      if (list && byKey.size * 10 < list.length)
        changed.#sorted.set(kind, editSorted(list, byKey, keyOfManifest));
    }
    const touched = new Set(edits.map(([ref]) => ref.kind));
    for (const [kind, list] of this.#sorted) if (!touched.has(kind)) changed.#sorted.set(kind, list);
    for (const [kind, map] of this.#byNamespace) if (!touched.has(kind)) changed.#byNamespace.set(kind, map);
    return changed;
  }

  #list(kind: string): readonly Manifest[] {
    let all = this.#sorted.get(kind);
    if (!all) {
      const byName = this.#kinds.get(kind) ?? new Map<string, Manifest>();
      all = [...byName.keys()].sort().map((key) => byName.get(key)!);
      this.#sorted.set(kind, all);
    }
    return all;
  }

  #namespaces(kind: string): ReadonlyMap<string, readonly Manifest[]> {
    let map = this.#byNamespace.get(kind);
    if (!map) {
      map = Map.groupBy(this.#list(kind), (manifest) => refOf(manifest.object).namespace);
      this.#byNamespace.set(kind, map);
    }
    return map;
  }
}

function keyOfManifest({ object }: Manifest): string {
  const { namespace, name } = refOf(object);
  return keyOf(namespace, name);
}

const nothing: readonly Manifest[] = [];

/** Zero sorts before all letters, so keys sort by namespace first, then name. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}\0${name}`;
}
