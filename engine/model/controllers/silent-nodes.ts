import type { State } from '../state.ts';

const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';

/** True while no kubelet of that node tells the control plane anything: it is off, or cut off. */
export function isSilent(state: State, node: string): boolean {
  const { stoppedNodes, cutOffNodes } = state.faults;
  if (stoppedNodes.has(node)) return true;
  if (cutOffNodes.size === 0) return false;
  const heads = controlPlanes(state);
  // A control plane that is cut off hears itself and nobody else.
  const reachable = heads.length === 0 || heads.some((head) => !cutOffNodes.has(head));
  return reachable ? cutOffNodes.has(node) : !heads.includes(node);
}

/** True while no machine runs the API server: nothing is written and no controller acts. */
export function isControlPlaneDown(state: State): boolean {
  const heads = controlPlanes(state);
  return heads.length > 0 && heads.every((head) => state.faults.stoppedNodes.has(head));
}

/** The nodes that run the API server; none in a cluster whose control plane has no nodes. */
export function controlPlanes(state: State): readonly string[] {
  return state.cluster.nodes
    .map(({ object }) => object)
    .filter(({ metadata }) => metadata.labels?.[controlPlaneLabel] !== undefined)
    .map(({ metadata }) => metadata.name);
}
