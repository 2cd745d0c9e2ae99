import { behaviour, withProxyMode, type Cluster } from '../../kube/index.ts';
import type { NetworkNode } from '../network/node.ts';

/** How Node Feature Discovery says what a node's kernel was built with; `"false"` means without. */
const ipvsLabel = 'feature.node.kubernetes.io/kernel-config.IP_VS';

const inIPTables = new WeakMap<Cluster, Cluster>();

/**
 * The cluster as the proxy of one node takes it; nothing where kube-proxy can't run. A node whose kernel lacks IPVS
 * has no mode ipvs.
 */
export function clusterFor(node: NetworkNode, cluster: Cluster): Cluster | undefined {
  if (cluster.proxy.mode !== 'ipvs' || node.labels[ipvsLabel] !== 'false') return cluster;
  if (behaviour('missingIPVS', cluster.version) === 'ends') return undefined;
  let fallback = inIPTables.get(cluster);
  if (!fallback) inIPTables.set(cluster, (fallback = withProxyMode(cluster, 'iptables')));
  return fallback;
}
