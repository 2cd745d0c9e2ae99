import { UserError } from '../../errors/index.ts';
import { refOf, type Manifest, type Pod, type Ref } from '../../kube/index.ts';
import { deletePods } from '../controllers/delete-pods.ts';
import { memoryOf, remember, write } from '../controllers/edit.ts';
import { withNodes } from '../controllers/node-health.ts';
import { podsByNode } from '../pods-by-node.ts';
import type { State } from '../state.ts';
import { withDependents } from './dependents.ts';
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
  if (kind === 'Namespace') {
    if (keptNamespaces.has(name)) {
      throw new UserError({ what: `namespaces "${name}" is forbidden: this namespace may not be deleted` });
    }
    return deleteAll(state, [target, ...contentsOf(state, name)]);
  }
  if (kind === 'Node') {
    return deleteNode(write(state, { remove: podsByNode.find(state.objects, name) }), name, target);
  }
  return deleteAll(state, withDependents(state.objects, [target]));
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
  const next = write(state, { put: edit.put, remove: [...others, ...edit.remove] });
  const { applied } = memoryOf(next);
  return remember(next, { applied: applied.without(objects.map(({ object }) => refOf(object))) });
}

function contentsOf(state: State, namespace: string): readonly Manifest[] {
  return state.objects.kinds().flatMap((kind) => state.objects.list(kind, namespace));
}

function isPod(manifest: Manifest): manifest is Manifest<Pod> {
  return manifest.object.kind === 'Pod';
}
