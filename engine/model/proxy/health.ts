import { behaviour, isOn, type Cluster, type Node } from '../../kube/index.ts';

/** What the cluster autoscaler puts on a node that it is about to remove. */
const toBeDeleted = 'ToBeDeletedByClusterAutoscaler';

/**
 * What kube-proxy's own health check answers on a node, port 10256: `/healthz` tells load balancers to leave a node
 * that is about to go, `/livez` only that kube-proxy works (pkg/proxy/healthcheck; KEP-3836).
 */
export function proxyHealthStatus(
  { object }: { readonly object: Node },
  cluster: Cluster,
  path: string,
): number {
  const { version, proxy } = cluster;
  switch (path.replace(/\?.*$/, '')) {
    case '/healthz':
      return isOn('KubeProxyDrainingTerminatingNodes', version, proxy.featureGates) && isLeaving(object)
        ? 503
        : 200;
    case '/livez':
      return behaviour('livez', version) ? 200 : 404;
    default:
      return 404;
  }
}

function isLeaving({ metadata, spec }: Node): boolean {
  return Boolean(metadata.deletionTimestamp) || (spec?.taints ?? []).some(({ key }) => key === toBeDeleted);
}
