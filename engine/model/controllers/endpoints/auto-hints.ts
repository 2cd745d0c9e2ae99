import { isAtLeast, type Endpoint, type Node, type Service } from '../../../kube/index.ts';
import type { Surroundings } from './pod-endpoints.ts';
import { desiredByZone, movesBetweenZones } from './zone-shares.ts';

const zoneLabel = 'topology.kubernetes.io/zone';
const excluded = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];
const modes = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];

/** True if a Service asks for topology aware routing by annotation: its present name counts before its old one. */
export function wantsAutoHints({ metadata }: Service, { version }: Surroundings): boolean {
  const mode = modes.map((key) => metadata.annotations?.[key]).find((value) => value !== undefined);
  return (mode === 'Auto' || mode === 'auto') && isAtLeast(version, '1.24');
}

/**
 * Endpoints with hints in proportion to the CPUs of the zones, or without any where the zones are too
 * few or too unequal, or a node or an endpoint has none (KEP-2433, `TopologyCache.AddHints`).
 *
 * @param lists the endpoints of each slice of one family
 */
export function withAutoHints(
  lists: readonly (readonly Endpoint[])[],
  { nodes }: Surroundings,
): readonly (readonly Endpoint[])[] {
  const ready = lists.flat().filter(isReady);
  const shares = cpuShares([...nodes.values()]);
  const desired = shares && desiredByZone(shares, ready.length);
  if (!desired || ready.some(({ zone }) => !zone)) return lists;
  const present = new Map(
    [...Map.groupBy(ready, ({ zone }) => zone!)].map(([zone, { length }]) => [zone, length]),
  );
  const moves = Map.groupBy(movesBetweenZones(desired, present), ({ from }) => from);
  return lists.map((list) =>
    list.map((endpoint) => {
      if (!isReady(endpoint)) return endpoint;
      const moved = moves.get(endpoint.zone!)?.shift()?.to;
      return { ...endpoint, hints: { forZones: [{ name: moved ?? endpoint.zone! }] } };
    }),
  );
}

function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready === true;
}

/** Each zone's share of the CPUs of all ready workers; nothing where one of them has no zone or no CPU. */
function cpuShares(nodes: readonly Node[]): ReadonlyMap<string, number> | undefined {
  const counted = nodes.filter(({ metadata, status }) => {
    const isHead = excluded.some((label) => metadata.labels?.[label] !== undefined);
    return !isHead && status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  });
  const byZone = new Map<string, number>();
  for (const node of counted) {
    const zone = node.metadata.labels?.[zoneLabel];
    const cpu = milliCpu(node);
    if (!zone || cpu === 0) return undefined;
    byZone.set(zone, (byZone.get(zone) ?? 0) + cpu);
  }
  const total = [...byZone.values()].reduce((sum, cpu) => sum + cpu, 0);
  return new Map([...byZone].map(([zone, cpu]) => [zone, cpu / total]));
}

/** `4` or `3920m`. Nodes that don't say are taken to be alike, as those of kind are. */
function milliCpu({ status }: Node): number {
  const { allocatable } = (status ?? {}) as { allocatable?: { cpu?: string | number } };
  const [, number = '1', milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(allocatable?.cpu ?? 1)) ?? [];
  return Number(number) * (milli ? 1 : 1000);
}
