import { UserError } from '../../errors/index.ts';
import { isClusterScoped, refOf, type Manifest, type Pod, type Ref } from '../../kube/index.ts';
import { deletePods } from '../controllers/delete-pods.ts';
import { memoryOf, remember, write } from '../controllers/edit.ts';
import { withNodes } from '../controllers/node-health.ts';
import { keyOf, ownerKey } from '../controllers/owner.ts';
import type { State } from '../state.ts';
import { findObject } from './find-object.ts';

const keptNamespaces = new Set(['default', 'kube-system', 'kube-public']);

/**
 * An object deleted with all that it owns, a namespace with all that is in it, a node with its pods.
 *
 * @throws UserError where there is no such object, or it may not be deleted
 */
export function deleteObject(state: State, ref: Ref): State {
  const target = findObject(state, ref);
  const { kind, name } = refOf(target.object);
  if (kind === 'Pod') return deleteAll(state, [target]);
  if (kind === 'Namespace') {
    if (keptNamespaces.has(name)) {
      throw new UserError({ what: `namespaces "${name}" is forbidden: this namespace may not be deleted` });
    }
    return deleteAll(state, [target, ...contentsOf(state, name)]);
  }
  if (kind === 'Node') {
    const pods = state.objects.list<Pod>('Pod').filter(({ object }) => object.spec.nodeName === name);
    return deleteNode(write(state, { remove: pods }), name, target);
  }
  return deleteAll(state, withDependents(state, [target]));
}

/** Nobody is left to confirm anything: the pods are collected with their node. */
function deleteNode(state: State, name: string, node: Manifest): State {
  const without = (names: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...names].filter((one) => one !== name));
  const { faults } = state;
  const next = withNodes(write(state, { remove: [node] }));
  return {
    ...next,
    faults: {
      ...faults,
      stoppedNodes: without(faults.stoppedNodes),
      cutOffNodes: without(faults.cutOffNodes),
    },
  };
}

function deleteAll(state: State, objects: readonly Manifest[]): State {
  const pods = objects.filter(isPod);
  const others = objects.filter((one) => !isPod(one));
  const edit = deletePods(state, pods);
  const next = write(state, { put: edit.put ?? [], remove: [...others, ...(edit.remove ?? [])] });
  const { applied } = memoryOf(next);
  return remember(next, { applied: applied.without(objects.map(({ object }) => refOf(object))) });
}

function contentsOf(state: State, namespace: string): readonly Manifest[] {
  return state.objects
    .kinds()
    .filter((kind) => !isClusterScoped(kind))
    .flatMap((kind) => state.objects.list(kind, namespace));
}

/** The objects and everything that has one of them for an owner, and so on (garbage collector). */
function withDependents(state: State, roots: readonly Manifest[]): readonly Manifest[] {
  const byOwner = new Map<string, Manifest[]>();
  for (const kind of state.objects.kinds()) {
    for (const manifest of state.objects.list(kind)) {
      const { namespace } = refOf(manifest.object);
      for (const owner of manifest.object.metadata.ownerReferences ?? []) {
        const key = ownerKey(owner.kind, namespace, owner.name);
        const list = byOwner.get(key);
        if (list) list.push(manifest);
        else byOwner.set(key, [manifest]);
      }
    }
  }
  const found = new Set(roots);
  for (const one of found) for (const dependent of byOwner.get(keyOf(one.object)) ?? []) found.add(dependent);
  return [...found];
}

function isPod(manifest: Manifest): manifest is Manifest<Pod> {
  return manifest.object.kind === 'Pod';
}
