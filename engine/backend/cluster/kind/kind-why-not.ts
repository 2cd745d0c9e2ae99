import { formatVersion, parseVersion } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';
import type { LiveCluster } from '../live-cluster.ts';

/** Modes that kind and a current kube-proxy no longer have. */
const gone = new Set(['userspace']);

/** Why a scenario can't run on kind: it asks for another release or a proxy mode that is gone. */
export async function kindWhyNot(
  setting: Setting,
  find: (setting: Setting) => Promise<LiveCluster>,
  hasLoadBalancer = false,
): Promise<string | undefined> {
  if (setting.unfit !== undefined) return setting.unfit;
  const { mode } = setting.cluster.proxy;
  if (gone.has(mode)) return `kind has no proxy mode ${mode}`;
  const { tags = [], text = '' } = setting;
  if (tags.includes('@needs-ingress')) return 'it has no ingress controller';
  if (tags.includes('@needs-loadbalancer') && !hasLoadBalancer) {
    return 'nobody gives its load balancers an address (--loadbalancer-manifest)';
  }
  const wanted = /^Kubernetes (\d+\.\d+)/m.exec(text)?.[1];
  if (wanted === undefined) return undefined;
  const { api } = await find(setting);
  const { gitVersion } = await api.call<{ gitVersion: string }>('GET', '/version');
  const real = parseVersion(gitVersion);
  if (real && formatVersion(real) === wanted) return undefined;
  return `its Kubernetes is ${gitVersion}, not ${wanted}`;
}
