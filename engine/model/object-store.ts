import { refOf, type KubeObject, type Manifest, type Ref } from '../kube/index.ts';
import { editSorted, indexOf } from './sorted-list.ts';
import { PersistentMap } from './tables/persistent-map.ts';
import { objectKey, type ObjectDifference, type Table } from './tables/table.ts';

type Kinds = ReadonlyMap<string, PersistentMap<Manifest>>;

/** A table, and the objects that it was made of: these, or those of an earlier set. */
interface Made {
  readonly of: Kinds;
  readonly table: unknown;
}

/** An immutable set of API objects, one for each kind, namespace and name. */
export class ObjectStore {
  static readonly empty = new ObjectStore(new Map(), new Map());
  readonly #kinds: Kinds;
  readonly #tables: Map<Table<unknown>, Made>;
  readonly #byNamespace = new Map<string, readonly Manifest[]>();

  private constructor(kinds: Kinds, tables: ReadonlyMap<Table<unknown>, Made>) {
    this.#kinds = kinds;
    this.#tables = new Map(tables);
  }

  static of(manifests: Iterable<Manifest>): ObjectStore {
    return ObjectStore.empty.with(manifests);
  }

  get<T extends KubeObject>(kind: T['kind'], namespace: string, name: string): Manifest<T> | undefined {
    return this.find(kind, objectKey(namespace, name));
  }

  /** By the key that it has within its kind, see `objectKey`. */
  find<T extends KubeObject>(kind: T['kind'], key: string): Manifest<T> | undefined {
    return this.#kinds.get(kind)?.get(key) as Manifest<T> | undefined;
  }

  /** Sorted by namespace, then name, both as plain text. */
  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly Manifest<T>[] {
    const list = namespace === undefined ? this.table(listOf(kind)) : this.#listIn(kind, namespace);
    return list as readonly Manifest<T>[];
  }

  /** True if the namespace holds an object of that kind. */
  inhabits(kind: string, namespace: string): boolean {
    const list = this.table(listOf(kind));
    const next = list[indexOf(list, objectKey(namespace, ''), 0, keyOf)];
    return next !== undefined && refOf(next.object).namespace === namespace;
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

  /** A table of these objects: made once, from an earlier set's where there is one. */
  table<T>(definition: Table<T>): T {
    const made = this.#tables.get(definition as Table<unknown>);
    if (made?.of === this.#kinds) return made.table as T;
    const before = made ? (made.table as T) : definition.empty;
    const differences = differing(made?.of ?? none, this.#kinds, definition.kinds);
    const table = differences.length === 0 ? before : definition.update(before, differences);
    this.#tables.set(definition as Table<unknown>, { of: this.#kinds, table });
    return table;
  }

  /** Brings all tables up to date that these objects or earlier ones were asked for, so that the next change need not. */
  refresh(): void {
    for (const definition of this.#tables.keys()) this.table(definition);
  }

  /** What differs from an earlier set. Costs as much as what differs, if this set was made from that one. */
  since(before: ObjectStore): readonly ObjectDifference[] {
    return differing(before.#kinds, this.#kinds, undefined);
  }

  /** Copies only what changes; tables go along, to be brought up to date when somebody asks for them. */
  #change(edits: readonly (readonly [Ref, Manifest | undefined])[]): ObjectStore {
    const kinds = new Map(this.#kinds);
    let changed = false;
    for (const [kind, some] of Map.groupBy(edits, ([ref]) => ref.kind)) {
      const before = kinds.get(kind) ?? PersistentMap.empty<Manifest>();
      const after = before.with(
        some.map(([ref, manifest]) => [objectKey(ref.namespace, ref.name), manifest] as const),
      );
      if (after === before) continue;
      changed = true;
      if (after.size === 0) kinds.delete(kind);
      else kinds.set(kind, after);
    }
    return changed ? new ObjectStore(kinds, this.#tables) : this;
  }

  #listIn(kind: string, namespace: string): readonly Manifest[] {
    const id = `${kind} ${namespace}`;
    let list = this.#byNamespace.get(id);
    if (!list) {
      const all = this.table(listOf(kind));
      const from = indexOf(all, objectKey(namespace, ''), 0, keyOf);
      list = all.slice(from, indexOf(all, `${namespace}\u0001`, from, keyOf));
      this.#byNamespace.set(id, list);
    }
    return list;
  }
}

const none: Kinds = new Map();

function differing(before: Kinds, after: Kinds, wanted: readonly string[] | undefined): ObjectDifference[] {
  const found: ObjectDifference[] = [];
  for (const kind of wanted ?? new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(kind), after.get(kind)];
    if (old === now) continue;
    const some = (now ?? PersistentMap.empty<Manifest>()).since(old ?? PersistentMap.empty<Manifest>());
    for (const difference of some) found.push({ kind, ...difference });
  }
  return found;
}

const lists = new Map<string, Table<readonly Manifest[]>>();

/** All objects of a kind, sorted. */
function listOf(kind: string): Table<readonly Manifest[]> {
  let table = lists.get(kind);
  if (!table) {
    table = {
      kinds: [kind],
      empty: [],
      update: (list, differences) =>
        editSorted(list, new Map(differences.map(({ key, after }) => [key, after])), keyOf),
    };
    lists.set(kind, table);
  }
  return table;
}

function keyOf({ object }: Manifest): string {
  const { namespace, name } = refOf(object);
  return objectKey(namespace, name);
}
