import type { Manifest, Node, Service } from '../../../kube/index.ts';
import { ObjectIndex } from '../../tables/object-index.ts';
import { hintAnnotations } from './auto-hints.ts';

export const byZones = 'zones';

/** Services whose hints may follow the CPUs of zones: nodes wake them too. */
export const servicesByZones = new ObjectIndex<Service>('Service', ({ object: { metadata } }) =>
  hintAnnotations.some((key) => metadata.annotations?.[key] !== undefined) ? [byZones] : [],
);

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
