import { refOf, type KubeObject, type Manifest, type Ref } from '../kube/index.ts';

type ByName = ReadonlyMap<string, Manifest>;

/** An immutable set of API objects, one for each kind, namespace and name. */
export class ObjectStore {
  static readonly empty = new ObjectStore(new Map());
  readonly #kinds: ReadonlyMap<string, ByName>;
  readonly #sorted = new Map<string, readonly Manifest[]>();

  private constructor(kinds: ReadonlyMap<string, ByName>) {
    this.#kinds = kinds;
  }

  static of(manifests: Iterable<Manifest>): ObjectStore {
    return ObjectStore.empty.with(manifests);
  }

  get<T extends KubeObject>(kind: T['kind'], namespace: string, name: string): Manifest<T> | undefined {
    return this.#kinds.get(kind)?.get(`${namespace}/${name}`) as Manifest<T> | undefined;
  }

  /** Sorted by namespace, then name, both as plain text. */
  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly Manifest<T>[] {
    let all = this.#sorted.get(kind);
    if (!all) {
      const entries = [...(this.#kinds.get(kind) ?? new Map<string, Manifest>())];
      all = entries.sort(([a], [b]) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(([, manifest]) => manifest);
      this.#sorted.set(kind, all);
    }
    const wanted = namespace === undefined ? all : all.filter((m) => refOf(m.object).namespace === namespace);
    return wanted as readonly Manifest<T>[];
  }

  kinds(): readonly string[] {
    return [...this.#kinds.keys()].sort();
  }

  /** The same set with these added; an object of the same name is replaced. */
  with(manifests: Iterable<Manifest>): ObjectStore {
    const kinds = new Map(this.#kinds);
    const copied = new Map<string, Map<string, Manifest>>();
    for (const manifest of manifests) {
      const { kind, namespace, name } = refOf(manifest.object);
      let byName = copied.get(kind);
      if (!byName) {
        byName = new Map(kinds.get(kind));
        copied.set(kind, byName);
        kinds.set(kind, byName);
      }
      byName.set(`${namespace}/${name}`, manifest);
    }
    return copied.size === 0 ? this : new ObjectStore(kinds);
  }

  /** The same set less these. */
  without(refs: Iterable<Ref>): ObjectStore {
    const kinds = new Map(this.#kinds);
    const copied = new Map<string, Map<string, Manifest>>();
    for (const { kind, namespace, name } of refs) {
      let byName = copied.get(kind);
      if (!byName) {
        byName = new Map(kinds.get(kind));
        copied.set(kind, byName);
        kinds.set(kind, byName);
      }
      byName.delete(`${namespace}/${name}`);
    }
    return copied.size === 0 ? this : new ObjectStore(kinds);
  }
}

/** `/` sorts after `-` and `.`, so a plain comparison of `ns/name` would mix namespaces. */
function sortKey(key: string): string {
  return key.replace('/', '\0');
}
