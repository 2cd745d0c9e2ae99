import type { Manifest, Node } from '../../../kube/index.ts';

const known = new WeakMap<readonly Manifest<Node>[], string>();

/** Which nodes are ready, and where: when this changes, the controller looks for overloaded zones. */
export function zonesOf(nodes: readonly Manifest<Node>[]): string {
  let zones = known.get(nodes);
  if (zones === undefined) {
    const facts = nodes.map(({ object: { metadata, status } }) => [
      metadata.name,
      metadata.labels?.['topology.kubernetes.io/zone'],
      status?.conditions?.find(({ type }) => type === 'Ready')?.status,
    ]);
    known.set(nodes, (zones = JSON.stringify(facts)));
  }
  return zones;
}
