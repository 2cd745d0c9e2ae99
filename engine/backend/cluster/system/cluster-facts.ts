import type { Api } from '../kubectl/api.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { listNodes } from '../settle/snapshot.ts';
import { describeCluster } from '../context/describe-cluster.ts';

/** What a report says of a cluster. */
export interface LiveFacts {
  /** `v1.35.8` */
  readonly kubernetes: string;
  readonly proxyMode: string;
  readonly cni: string;
  readonly nodes: number;
}

export async function clusterFacts(api: Api): Promise<LiveFacts> {
  const [{ gitVersion }, { proxy }, nodes, names] = await Promise.all([
    api.call<{ gitVersion: string }>('GET', '/version'),
    describeCluster(api),
    listNodes(api),
    daemonSets(api),
  ]);
  const hasProxy = names.includes('kube-proxy');
  return {
    kubernetes: gitVersion,
    proxyMode: hasProxy ? proxy.mode : 'unknown: no kube-proxy in kube-system',
    cni: cniOf(names),
    nodes: nodes.length,
  };
}

/** What network plugins call their agents. */
const agents: readonly (readonly [RegExp, string])[] = [
  [/^kindnet$/, 'kindnet'],
  [/^cilium$/, 'Cilium'],
  [/^canal$/, 'Canal'],
  [/^calico-node$/, 'Calico'],
  [/^kube-flannel/, 'Flannel'],
  [/^antrea-agent$/, 'Antrea'],
  [/^weave-net$/, 'Weave Net'],
  [/^kube-router$/, 'kube-router'],
  [/^ovnkube-node/, 'OVN-Kubernetes'],
  [/^aws-node$/, 'Amazon VPC CNI'],
  [/^azure-c/, 'Azure CNI'],
];

/** By the names of the DaemonSets of kube-system; a plugin that lives elsewhere is not seen. */
export function cniOf(daemonSets: readonly string[]): string {
  return agents.find(([pattern]) => daemonSets.some((name) => pattern.test(name)))?.[1] ?? 'unknown';
}

async function daemonSets(api: Api): Promise<readonly string[]> {
  try {
    return (await api.list(resources.daemonSets, 'kube-system')).map(({ metadata }) => metadata.name).sort();
  } catch {
    return [];
  }
}
