import type { Version } from '../cluster.ts';
import { manifestOf } from '../manifest-of.ts';
import type { Manifest } from '../manifest.ts';
import { nthAddress, nthSubrange, parseRange, sizeOf } from '../range.ts';
import type { Node, Taint } from '../types/node.ts';
import type { IPFamily } from '../types/service.ts';
import { formatVersion } from '../version.ts';

export type Role = 'control-plane' | 'worker';

/** What is to be known of a node before it can exist. */
export interface NodePlan {
  readonly role: Role;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** What kubeadm was told to taint the node with; its own choice if left out. */
  readonly taints?: readonly Taint[] | undefined;
  readonly addresses?: readonly string[] | undefined;
  /** Where the node was written. */
  readonly origin?: Manifest | undefined;
}

export interface Network {
  readonly version: Version;
  readonly families: readonly IPFamily[];
  readonly podSubnets: readonly string[];
  /** Prefix lengths of a node's pod ranges; 24 and 64 if left out. */
  readonly masks?: { readonly IPv4?: number; readonly IPv6?: number };
}

/** Docker's network for kind, as it is on most machines; the first address is the gateway. */
const machines: Readonly<Record<IPFamily, string>> = {
  IPv4: '172.18.0.0/16',
  IPv6: 'fc00:f853:ccd:e793::/64',
};
const defaultMasks: Readonly<Record<IPFamily, number>> = { IPv4: 24, IPv6: 64 };
const controlPlane = 'node-role.kubernetes.io/control-plane';

/**
 * The nodes that kind makes of a plan. Control planes come first in addresses and pod ranges, as they are
 * there first; otherwise the order is that of the plan, where on a real cluster it is chance.
 */
export function kindNodes(plans: readonly NodePlan[], network: Network): Manifest<Node>[] {
  const names = namesFor(plans);
  const order = [...plans.keys()].sort((a, b) => rank(plans[a]!) - rank(plans[b]!) || a - b);
  const places = new Map(order.map((index, place) => [index, place]));
  return plans.map((plan, i) =>
    manifestOf(nodeFor(plan, names[i]!, places.get(i)!, plans.length, network), plan.origin),
  );
}

/** How many nodes a pod subnet has ranges for; 0 if it is too small for one. */
export function nodeCapacity(podSubnet: string, masks: Network['masks'] = {}): number {
  const range = parseRange(podSubnet);
  if (!range) return 0;
  const mask = masks[range.family] ?? defaultMasks[range.family];
  return mask < range.prefix ? 0 : sizeOf(podSubnet) / 2 ** ((range.family === 'IPv4' ? 32 : 128) - mask);
}

/** kind's names less the cluster's: `control-plane`, `control-plane2`, `worker`. */
function namesFor(plans: readonly NodePlan[]): string[] {
  const seen = new Map<Role, number>();
  return plans.map(({ role }) => {
    const count = (seen.get(role) ?? 0) + 1;
    seen.set(role, count);
    return count === 1 ? role : `${role}${count}`;
  });
}

function rank(plan: NodePlan): number {
  return plan.role === 'control-plane' ? 0 : 1;
}

function nodeFor(plan: NodePlan, name: string, place: number, count: number, network: Network): Node {
  const podCIDRs = network.podSubnets.flatMap((subnet) => {
    const family = parseRange(subnet)?.family ?? 'IPv4';
    return nthSubrange(subnet, network.masks?.[family] ?? defaultMasks[family], place) ?? [];
  });
  const addresses =
    plan.addresses ?? network.families.map((family) => nthAddress(machines[family], place + 2)!);
  const taints = taintsOf(plan, count);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: labelsOf(plan, name, count) },
    spec: {
      ...(podCIDRs[0] !== undefined && { podCIDR: podCIDRs[0], podCIDRs }),
      ...(taints.length > 0 && { taints }),
    },
    status: {
      addresses: [
        ...addresses.map((address) => ({ type: 'InternalIP' as const, address })),
        { type: 'Hostname', address: name },
      ],
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      nodeInfo: {
        kubeletVersion: `v${formatVersion(network.version)}.0`,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}

/** What the kubelet says of itself, what kubeadm adds, what the config asks for. */
function labelsOf(plan: NodePlan, name: string, count: number): Readonly<Record<string, string>> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    ...(plan.role === 'control-plane' && { [controlPlane]: '' }),
    // kind takes this one away from the only node of a cluster, or no balancer could use any.
    ...(plan.role === 'control-plane' &&
      count > 1 && { 'node.kubernetes.io/exclude-from-external-load-balancers': '' }),
    ...plan.labels,
  };
}

/** kubeadm taints control planes unless told otherwise; kind takes the taint away from the only node of a cluster. */
function taintsOf(plan: NodePlan, count: number): readonly Taint[] {
  const own: Taint[] = plan.role === 'control-plane' ? [{ key: controlPlane, effect: 'NoSchedule' }] : [];
  const taints = plan.taints ?? own;
  return count === 1 ? taints.filter((taint) => taint.key !== controlPlane) : taints;
}
