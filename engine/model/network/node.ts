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

type Nodes = ReadonlyMap<string, NetworkNode>;

const known = new WeakMap<Cluster, { readonly list: readonly Manifest<Node>[]; readonly nodes: Nodes }>();

/**
 * The cluster's nodes by name. A Node object of the store counts where it says more than the cluster. The same
 * answer as long as neither the cluster nor a Node changes.
 */
export function nodesOf(objects: ObjectStore, cluster: Cluster): Nodes {
  const list = objects.list<Node>('Node');
  let found = known.get(cluster);
  if (found?.list !== list) known.set(cluster, (found = { list, nodes: readNodes(list, cluster) }));
  return found.nodes;
}

function readNodes(list: readonly Manifest<Node>[], cluster: Cluster): Nodes {
  const nodes = new Map<string, NetworkNode>();
  for (const manifest of [...cluster.nodes, ...list]) {
    const { name } = manifest.object.metadata;
    nodes.set(name, describe(manifest, cluster, nodes.get(name)));
  }
  return nodes;
}

const owners = new WeakMap<Nodes, ReadonlyMap<string, NodeOwner>>();

/** A node as the owner of an address. */
export interface NodeOwner {
  readonly kind: 'node';
  readonly node: NetworkNode;
}

/** Nodes by their addresses; the first one has an address that several claim. */
export function nodesByAddress(nodes: Nodes): ReadonlyMap<string, NodeOwner> {
  let found = owners.get(nodes);
  if (!found) {
    const byAddress = new Map<string, NodeOwner>();
    for (const node of nodes.values()) {
      for (const address of node.addresses) {
        if (!byAddress.has(address)) byAddress.set(address, { kind: 'node', node });
      }
    }
    owners.set(nodes, (found = byAddress));
  }
  return found;
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
    .flatMap(({ address }) => canonicalAddress(address) ?? []);
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
