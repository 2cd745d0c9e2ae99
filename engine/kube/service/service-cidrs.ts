import type { Cluster } from '../cluster.ts';
import type { Manifest } from '../manifest.ts';
import type { KubeObject } from '../types/meta.ts';
import { parseRange } from '../range.ts';
import { isOn } from '../releases/is-on.ts';

/** A further range of cluster IPs (networking.k8s.io, KEP-1880). */
export interface ServiceCIDR extends KubeObject {
  readonly spec?: { readonly cidrs?: readonly unknown[] };
  readonly status?: {
    readonly conditions?: readonly ({ readonly type: string; readonly status: string } | null)[];
  };
}

/** The ranges of such an object; what is none is left out, for nobody judges these objects. */
export function rangesOf({ spec }: ServiceCIDR): readonly string[] {
  return (spec?.cidrs ?? []).filter(
    (cidr): cidr is string => typeof cidr === 'string' && parseRange(cidr) !== undefined,
  );
}

/**
 * The cluster with the ranges out of which an API server gives cluster IPs: its own first, then those of
 * ServiceCIDR objects, by name. One that is on its way out or called not ready gives none, nor does one of a
 * family that the cluster lacks. Upstream takes any range that has room; ours are taken in order, so that
 * the same objects always get the same addresses.
 */
export function withServiceCIDRs(cluster: Cluster, manifests: readonly Manifest[]): Cluster {
  const { serviceSubnets, ipFamilies, version, featureGates } = cluster;
  if (!isOn('MultiCIDRServiceAllocator', version, featureGates?.apiServer)) return cluster;
  const objects = manifests
    .map(({ object }) => object as ServiceCIDR)
    .filter(({ kind }) => kind === 'ServiceCIDR');
  const added = objects
    .filter(isReady)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .flatMap(rangesOf)
    .filter((cidr) => ipFamilies.some((family) => family === parseRange(cidr)?.family));
  const all = [...new Set([...serviceSubnets, ...added])];
  return all.length === serviceSubnets.length ? cluster : { ...cluster, serviceSubnets: all };
}

/** What a file leaves out, the controller of these objects says soon. */
function isReady({ metadata, status }: ServiceCIDR): boolean {
  const said = status?.conditions?.find((one) => one?.type === 'Ready')?.status;
  return metadata.deletionTimestamp === undefined && (said === undefined || said === 'True');
}
