import type { Cluster, ProxyMode, Version } from '../cluster.ts';
import { manifestOf } from '../manifest-of.ts';
import { parseRange } from '../range.ts';
import type { IPFamily } from '../types/service.ts';
import { defaultVersion, formatVersion, parseVersion } from '../version.ts';
import { effectsOf } from './cni.ts';
import { kindNodes, type NodePlan } from './kind-nodes.ts';
import { defaultProxy } from './proxy-config.ts';

/** The address ranges that kind takes when its config names none (SetDefaultsCluster, v1alpha4). */
export const kindSubnets = {
  pod: { IPv4: '10.244.0.0/16', IPv6: 'fd00:10:244::/56' },
  service: { IPv4: '10.96.0.0/16', IPv6: 'fd00:10:96::/112' },
} as const;

export const defaultNodePortRange = { from: 30000, to: 32767 } as const;

export interface ClusterOptions {
  readonly version?: Version;
  readonly mode?: ProxyMode;
  /** Primary family first; IPv4 alone if left out. */
  readonly ipFamilies?: readonly IPFamily[];
}

/** One control plane and some workers, as `kind create cluster` makes them. */
export function defaultCluster(workers = 2, options: ClusterOptions = {}): Cluster {
  const { version = defaultVersion, ipFamilies = ['IPv4'], mode = 'iptables' } = options;
  const podSubnets = ipFamilies.map((family) => kindSubnets.pod[family]);
  const plans: NodePlan[] = [
    { role: 'control-plane' },
    ...Array.from({ length: workers }, () => ({ role: 'worker' as const })),
  ];
  return {
    version,
    ipFamilies,
    podSubnets,
    serviceSubnets: ipFamilies.map((family) => kindSubnets.service[family]),
    nodePortRange: defaultNodePortRange,
    dnsDomain: 'cluster.local',
    proxy: { ...defaultProxy, mode, clusterCIDRs: podSubnets },
    nodes: kindNodes(plans, { version, families: ipFamilies, podSubnets }),
    ...effectsOf('kindnet'),
  };
}

/** The same cluster with another Kubernetes release on all of its nodes. */
export function withVersion(cluster: Cluster, version: Version | string): Cluster {
  const wanted = typeof version === 'string' ? parseVersion(version) : version;
  if (!wanted) throw new TypeError(`no Kubernetes version: ${JSON.stringify(version)}`);
  const kubeletVersion = `v${formatVersion(wanted)}.0`;
  return {
    ...cluster,
    version: wanted,
    nodes: cluster.nodes.map((node) => {
      const { status } = node.object;
      const nodeInfo = { ...status?.nodeInfo, kubeletVersion };
      return manifestOf({ ...node.object, status: { ...status, nodeInfo } }, node);
    }),
  };
}

/** The same cluster with another proxy mode. */
export function withProxyMode(cluster: Cluster, mode: ProxyMode): Cluster {
  return { ...cluster, proxy: { ...cluster.proxy, mode } };
}

/** The families of a list of ranges, in its order, each once. */
export function familiesOf(ranges: readonly string[]): IPFamily[] {
  return [...new Set(ranges.flatMap((range) => parseRange(range)?.family ?? []))];
}
