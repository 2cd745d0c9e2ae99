import { refOf, type KubeObject, type Manifest } from '../../kube/index.ts';
import { keyOf, ownerKey } from '../controllers/owner.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';

const indexes = new Map<string, ObjectIndex<KubeObject>>();

/** Objects of a kind by their owners, controllers or not. */
function byOwner(kind: string): ObjectIndex<KubeObject> {
  let index = indexes.get(kind);
  if (!index) {
    index = new ObjectIndex(kind, ({ object }) => {
      const { namespace } = refOf(object);
      const owners = object.metadata.ownerReferences ?? [];
      return owners.map((owner) => ownerKey(owner.kind, namespace, owner.name));
    });
    indexes.set(kind, index);
  }
  return index;
}

/** The objects and everything that has one of them for an owner, and so on (garbage collector). */
export function withDependents(objects: ObjectStore, roots: readonly Manifest[]): readonly Manifest[] {
  const kinds = objects.kinds();
  const found = new Set(roots);
  for (const { object } of found) {
    for (const kind of kinds) {
      for (const dependent of byOwner(kind).find(objects, keyOf(object))) found.add(dependent);
    }
  }
  return [...found];
}
