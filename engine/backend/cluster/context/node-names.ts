import type { Node } from '../../../kube/index.ts';

const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';

/**
 * Gives the nodes of any cluster the names that scenarios use, those of kind: control planes and
 * workers, each sorted by their own names and numbered from the second on. In a cluster whose
 * control plane is nobody's node, scenarios see workers only.
 */
export function scenarioNodeNames(nodes: readonly Node[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const role of ['control-plane', 'worker'] as const) {
    const own = nodes
      .filter(({ metadata }) => controlPlaneLabel in (metadata.labels ?? {}) === (role === 'control-plane'))
      .map(({ metadata }) => metadata.name)
      .sort();
    for (const [index, name] of own.entries()) named.set(index === 0 ? role : `${role}${index + 1}`, name);
  }
  return named;
}
