import { refOf, type KubeObject, type Manifest, type Ref } from '../kube/index.ts';

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
    return this.#change((copy) => {
      for (const manifest of manifests) {
        const { kind, namespace, name } = refOf(manifest.object);
        copy(kind).set(keyOf(namespace, name), manifest);
      }
    });
  }

  /** The same set less these. */
  without(refs: Iterable<Ref>): ObjectStore {
    return this.#change((copy) => {
      for (const { kind, namespace, name } of refs) copy(kind).delete(keyOf(namespace, name));
    });
  }

  /** The same set; only the kinds that are asked for are copied, so lists of others stay sorted. */
  #change(edit: (copy: (kind: string) => Map<string, Manifest>) => void): ObjectStore {
    const copied = new Map<string, Map<string, Manifest>>();
    edit((kind) => {
      let byName = copied.get(kind);
      if (!byName) copied.set(kind, (byName = new Map(this.#kinds.get(kind))));
      return byName;
    });
    if (copied.size === 0) return this;
    const changed = new ObjectStore(new Map([...this.#kinds, ...copied]));
    for (const [kind, list] of this.#sorted) if (!copied.has(kind)) changed.#sorted.set(kind, list);
    for (const [kind, map] of this.#byNamespace) if (!copied.has(kind)) changed.#byNamespace.set(kind, map);
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

const nothing: readonly Manifest[] = [];

/** Zero sorts before all letters, so keys sort by namespace first, then name. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}\0${name}`;
}
