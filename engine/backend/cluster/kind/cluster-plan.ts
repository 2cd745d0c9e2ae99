import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import type { Cluster } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';

/** A kind cluster as it has to be; two scenarios with equal plans share one. */
export interface ClusterPlan {
  /** `reachform-1f0c9a2b`; the same for the same config and node image. */
  readonly name: string;
  readonly fingerprint: string;
  readonly config: string;
}

/** Changes whenever what we do to a new cluster changes: warm ones of before are then made anew. */
const format = 1;

export function planCluster(
  setting: Pick<Setting, 'cluster' | 'kindConfig'>,
  nodeImage: string | undefined,
  loadBalancer?: string,
): ClusterPlan {
  const config = setting.kindConfig?.text ?? configOf(setting.cluster);
  // A cluster that was given a load balancer is no more the one without.
  const parts = [
    format,
    meaningOf(config),
    nodeImage ?? '',
    ...(loadBalancer === undefined ? [] : [loadBalancer]),
  ];
  const fingerprint = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
  return { name: `reachform-${fingerprint.slice(0, 8)}`, fingerprint, config };
}

/** Configs that differ in comments, in order or in what kind takes anyway make equal clusters. */
function meaningOf(config: string): unknown {
  const { networking, ...rest } = (parse(config) ?? {}) as Record<
    string,
    Record<string, unknown> | undefined
  >;
  const { kubeProxyMode, ...others } = networking ?? {};
  const own = {
    ...others,
    ...(kubeProxyMode !== 'iptables' && kubeProxyMode !== undefined && { kubeProxyMode }),
  };
  return sorted({ ...rest, ...(Object.keys(own).length > 0 && { networking: own }) });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => sorted(one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

/** A kind config for a cluster that nobody wrote one for. */
export function configOf(cluster: Cluster): string {
  const nodes = cluster.nodes.map(({ object }) =>
    object.metadata.name.startsWith('control-plane') ? 'control-plane' : 'worker',
  );
  const lines = ['kind: Cluster', 'apiVersion: kind.x-k8s.io/v1alpha4', 'networking:'];
  lines.push(`  kubeProxyMode: ${cluster.proxy.mode}`);
  if (cluster.ipFamilies.length > 1) lines.push('  ipFamily: dual');
  else if (cluster.ipFamilies[0] === 'IPv6') lines.push('  ipFamily: ipv6');
  lines.push('nodes:', ...nodes.map((role) => `- role: ${role}`));
  return `${lines.join('\n')}\n`;
}
