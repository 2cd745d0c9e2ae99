import { closest, UserError } from '../../errors/index.ts';
import { refOf, type Manifest, type Pod, type Ref } from '../../kube/index.ts';
import { findPod } from '../find-pod.ts';
import type { State } from '../state.ts';

/**
 * The object that a change is about; pods also by pattern or alias.
 *
 * @throws UserError where there is none, with the nearest name or the namespace that has it
 */
export function findObject(state: State, ref: Ref): Manifest {
  if (ref.kind === 'Pod') return findPod(state, ref.namespace, ref.name);
  const found = state.objects.get(ref.kind, ref.namespace, ref.name);
  if (found) return found;
  const all = state.objects.list(ref.kind).map(({ object }) => refOf(object));
  const near = closest(
    ref.name,
    all.filter(({ namespace }) => namespace === ref.namespace).map(({ name }) => name),
  );
  const elsewhere = all.find(({ name }) => name === ref.name);
  throw new UserError({
    what: `no ${ref.kind} "${ref.name}"${ref.namespace === '' ? '' : ` in namespace "${ref.namespace}"`}`,
    ...(near !== undefined && { hint: `did you mean "${near}"?` }),
    ...(near === undefined && elsewhere && { hint: `there is one in namespace "${elsewhere.namespace}"` }),
  });
}

export function findTarget(state: State, ref: Ref): Manifest<Pod> {
  return findPod(state, ref.namespace, ref.name);
}

/** The node of that name; throws a UserError with the nearest name where there is none. */
export function checkNode(state: State, node: string): void {
  const names = state.cluster.nodes.map(({ object }) => object.metadata.name);
  if (names.includes(node)) return;
  const near = closest(node, names);
  throw new UserError({
    what: `no node "${node}"`,
    expected: `one of ${names.join(', ')}`,
    ...(near !== undefined && { hint: `did you mean "${near}"?` }),
  });
}
