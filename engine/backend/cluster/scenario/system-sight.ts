import type { EndpointSlice, KubeObject, Node } from '../../../kube/index.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { listNodes, takeSnapshot, type Snapshot } from '../settle/snapshot.ts';

/** What belongs to the cluster and not to a scenario: nodes, DNS, the API server's own Service. */
export interface SystemSight {
  readonly nodes: readonly Node[];
  readonly dns: Snapshot;
  readonly api: Snapshot;
  readonly apiSlices: readonly EndpointSlice[];
}

/** Scenarios seldom change it and ask for it all the time. */
const freshMs = 2000;

const known = new WeakMap<
  LiveCluster['api'],
  { readonly at: number; readonly sight: Promise<SystemSight> }
>();

/** As it was at most two seconds ago, and after the last `forgetSystem`. */
export function lookAtSystem({ api }: Pick<LiveCluster, 'api'>): Promise<SystemSight> {
  const last = known.get(api);
  if (last && performance.now() - last.at < freshMs) return last.sight;
  const sight = take(api);
  known.set(api, { at: performance.now(), sight });
  sight.catch(() => known.delete(api));
  return sight;
}

/** To be called by whoever changes nodes, DNS or other things of the cluster's own. */
export function forgetSystem({ api }: Pick<LiveCluster, 'api'>): void {
  known.delete(api);
}

async function take(api: LiveCluster['api']): Promise<SystemSight> {
  const kinds = ['pods', 'services', 'slices', 'endpoints', 'deployments', 'replicaSets'] as const;
  const [nodes, dns, own] = await Promise.all([
    listNodes(api),
    takeSnapshot(api, ['kube-system'], kinds),
    takeSnapshot(api, ['default'], ['services', 'slices', 'endpoints']),
  ]);
  return { nodes, dns, api: own, apiSlices: own.of('slices').filter(isApi) };
}

/** The API server's Service and its endpoints. */
export function isApi({ metadata }: KubeObject): boolean {
  return metadata.name === 'kubernetes' || metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes';
}
