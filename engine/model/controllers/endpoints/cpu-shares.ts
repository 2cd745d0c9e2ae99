import type { Node } from '../../../kube/index.ts';

const zoneLabel = 'topology.kubernetes.io/zone';
const excluded = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/**
 * Each zone's share of the CPUs of all ready workers; nothing where one of them has no zone or no CPU (`SetNodes` of
 * the topology cache). Where none says how many it has they are taken to be alike, as those of kind are.
 */
export function cpuShares(nodes: readonly Node[]): ReadonlyMap<string, number> | undefined {
  const counted = nodes.filter(({ metadata, status }) => {
    const isHead = excluded.some((label) => metadata.labels?.[label] !== undefined);
    return !isHead && status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  });
  const byZone = new Map<string, number>();
  const usual = counted.some((node) => cpuOf(node) !== undefined) ? '0' : '1';
  for (const node of counted) {
    const zone = node.metadata.labels?.[zoneLabel];
    const cpu = milliCpu(cpuOf(node) ?? usual);
    if (!zone || cpu === 0) return undefined;
    byZone.set(zone, (byZone.get(zone) ?? 0) + cpu);
  }
  if (byZone.size < 2) return undefined;
  const total = [...byZone.values()].reduce((sum, cpu) => sum + cpu, 0);
  return new Map([...byZone].map(([zone, cpu]) => [zone, cpu / total]));
}

const scale: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
};

function cpuOf({ status }: Node): string | undefined {
  const { allocatable } = status as { allocatable?: { cpu?: string | number } };
  return allocatable?.cpu === undefined ? undefined : String(allocatable.cpu);
}

/** Thousandths of a CPU: of `4`, `3920m`, `2e0`. */
function milliCpu(text: string): number {
  const [, number = '0', unit = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([numkM]|Ki|Mi)?$/.exec(text) ?? [];
  return Math.ceil(Number(number) * (scale[unit] ?? 1) * 1000);
}
