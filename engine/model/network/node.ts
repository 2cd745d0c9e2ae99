import {
  canonicalAddress,
  familyOf,
  nthAddress,
  type Cluster,
  type IPFamily,
  type Manifest,
  type Node,
  type StringMap,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';

/** What of a node decides a flow. */
export interface NetworkNode {
  readonly name: string;
  /** InternalIPs and, where the pod network has them, the gateways of its pods: all are local to it. */
  readonly addresses: readonly string[];
  /** The InternalIP of each family: what others dial, and what its own processes dial from. */
  readonly primary: Readonly<Partial<Record<IPFamily, string>>>;
  readonly podRanges: readonly string[];
  readonly labels: StringMap;
  readonly zone: string | undefined;
  readonly manifest: Manifest<Node>;
}

const zoneLabel = 'topology.kubernetes.io/zone';
const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';

/** The cluster's nodes by name. A Node object of the store counts where it says more than the cluster. */
export function nodesOf(objects: ObjectStore, cluster: Cluster): ReadonlyMap<string, NetworkNode> {
  const nodes = new Map<string, NetworkNode>();
  for (const manifest of [...cluster.nodes, ...objects.list<Node>('Node')]) {
    const { name } = manifest.object.metadata;
    nodes.set(name, describe(manifest, cluster, nodes.get(name)));
  }
  return nodes;
}

export function isControlPlane(node: NetworkNode): boolean {
  return controlPlaneLabel in node.labels;
}

function describe(
  manifest: Manifest<Node>,
  cluster: Cluster,
  declared: NetworkNode | undefined,
): NetworkNode {
  const { metadata, spec, status } = manifest.object;
  const internal = (status?.addresses ?? [])
    .filter(({ type }) => type === 'InternalIP')
    .map(({ address }) => canonicalAddress(address) ?? address);
  const ranges = spec?.podCIDRs ?? (spec?.podCIDR === undefined ? [] : [spec.podCIDR]);
  const podRanges = ranges.length > 0 ? ranges : (declared?.podRanges ?? []);
  const labels = metadata.labels ?? declared?.labels ?? {};
  const primary = { ...declared?.primary };
  for (const address of [...internal].reverse()) {
    const family = familyOf(address);
    if (family) primary[family] = address;
  }
  const own = internal.length > 0 ? internal : Object.values(declared?.primary ?? {});
  const gateways = cluster.masqueradesPodsToNodes
    ? podRanges.flatMap((range) => nthAddress(range, 1) ?? [])
    : [];
  return {
    name: metadata.name,
    addresses: [...own, ...gateways],
    primary,
    podRanges,
    labels,
    zone: labels[zoneLabel] === '' ? undefined : labels[zoneLabel],
    manifest,
  };
}
