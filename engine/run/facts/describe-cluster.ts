import { formatVersion, type Cluster } from '../../kube/index.ts';

/** `1 control plane + 2 workers · iptables · Kubernetes 1.35` */
export function describeCluster({ nodes, proxy, version }: Cluster): string {
  const planes = nodes.filter(
    ({ object }) => object.metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined,
  ).length;
  const workers = nodes.length - planes;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${count(planes, 'control plane')} + ${count(workers, 'worker')} · ${proxy.mode} · Kubernetes ${formatVersion(version)}`;
}
