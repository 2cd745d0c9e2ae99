import type { KubeObject, Manifest } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { editSorted, type Edits } from '../sorted-list.ts';
import { PersistentMap } from './persistent-map.ts';
import type { ObjectDifference, Table } from './table.ts';

type Groups = PersistentMap<readonly string[]>;

/** Finds the objects of a kind by something that they say: labels, an address, an owner. */
export class ObjectIndex<T extends KubeObject> {
  readonly #kind: T['kind'];
  readonly #table: Table<Groups>;

  /** @param keysOf what an object can be found by; it may depend on nothing but the object */
  constructor(kind: T['kind'], keysOf: (manifest: Manifest<T>) => string | readonly string[]) {
    this.#kind = kind;
    const keys = (manifest: Manifest | undefined): readonly string[] => {
      const some = manifest ? keysOf(manifest as Manifest<T>) : [];
      return typeof some === 'string' ? [some] : some;
    };
    this.#table = {
      kinds: [kind],
      empty: PersistentMap.empty(),
      update: (groups, all) => regroup(groups, all, keys),
    };
  }

  /** Objects that have this key, sorted by namespace, then name. */
  find(objects: ObjectStore, key: string): readonly Manifest<T>[] {
    return this.keys(objects, key).map((name) => objects.find<T>(this.#kind, name)!);
  }

  /** The same by their own keys (see `objectKey`): one list as long as these are the same objects by name. */
  keys(objects: ObjectStore, key: string): readonly string[] {
    return objects.table(this.#table).get(key) ?? [];
  }
}

/** Only groups change that an object enters or leaves. */
function regroup(
  groups: Groups,
  differences: readonly ObjectDifference[],
  keysOf: (manifest: Manifest | undefined) => readonly string[],
): Groups {
  const edits = new Map<string, Map<string, string | undefined>>();
  const note = (group: string, key: string, value: string | undefined): void => {
    const known = edits.get(group);
    if (known) known.set(key, value);
    else edits.set(group, new Map([[key, value]]));
  };
  for (const { key, before, after } of differences) {
    const [old, now] = [keysOf(before), keysOf(after)];
    if (old.length === now.length && old.every((one, i) => one === now[i])) continue;
    for (const group of old) note(group, key, undefined);
    for (const group of now) note(group, key, key);
  }
  return groups.with([...edits].map(([group, some]) => [group, edited(groups.get(group) ?? [], some)]));
}

function edited(list: readonly string[], edits: Edits<string>): readonly string[] | undefined {
  const members = editSorted(list, edits, (key) => key);
  return members.length === 0 ? undefined : members;
}
