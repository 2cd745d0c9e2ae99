import { ClusterError } from '../../../errors/index.ts';
import { clusterFromNodes, manifestOf, type Cluster, type KubeObject } from '../../../kube/index.ts';
import type { Api } from '../kubectl/api.ts';
import { resources } from '../kubectl/resource-paths.ts';
import { listNodes } from '../settle/snapshot.ts';

/** What a cluster is, from what it tells of itself. */
export async function describeCluster(api: Api): Promise<Cluster> {
  const [nodes, ...others] = await Promise.all([
    listNodes(api),
    readable(api.get(resources.configMaps, 'kube-system', 'kube-proxy')),
    readable(api.get(resources.configMaps, 'kube-system', 'kubeadm-config')),
    readable(api.get(resources.services, 'default', 'kubernetes')),
  ]);
  const cluster = clusterFromNodes([...nodes, ...others.flat()].map((object) => manifestOf(object)));
  if (!cluster) throw new ClusterError({ what: 'the cluster has no nodes' });
  return cluster;
}

/** Nothing for what is not there, or not for us to read: then the usual settings are taken. */
async function readable(ask: Promise<KubeObject>): Promise<readonly KubeObject[]> {
  try {
    return [await ask];
  } catch {
    return [];
  }
}

/** Classes of the ingress controllers of a cluster. */
export async function ingressClasses(api: Api): Promise<readonly string[]> {
  try {
    return (await api.list(resources.ingressClasses)).map(({ metadata }) => metadata.name).sort();
  } catch {
    return [];
  }
}
