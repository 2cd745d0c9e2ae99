import type { StringMap } from '../../kube/index.ts';
import type { Endpoint } from './endpoint.ts';

/** As the last key: any endpoint will do. */
const any = '*';

/**
 * What `spec.topologyKeys` leaves of endpoints on a node with these labels: those of the first key under which
 * anything matches, none where no key matches (KEP-536, TestFilterTopologyEndpoint).
 */
export function byTopologyKeys(
  endpoints: readonly Endpoint[],
  keys: readonly string[],
  labels: StringMap,
): readonly Endpoint[] {
  if (keys.length === 0) return endpoints;
  if (Object.keys(labels).length === 0) return keys.at(-1) === any ? endpoints : [];
  for (const key of keys) {
    if (key === any) return endpoints;
    const wanted = labels[key];
    const matching = endpoints.filter((endpoint) => {
      const value = topologyOf(endpoint)[key];
      return value !== undefined && value === wanted;
    });
    if (matching.length > 0) return matching;
  }
  return [];
}

/** The labels of its node that an endpoint carries: host name, zone and region, never others. */
function topologyOf({ slice, index }: Endpoint): Readonly<Record<string, string | undefined>> {
  const { deprecatedTopology, nodeName, zone } = slice.object.endpoints?.[index] ?? {};
  return {
    ...deprecatedTopology,
    ...(nodeName !== undefined && { 'kubernetes.io/hostname': nodeName }),
    ...(zone !== undefined && { 'topology.kubernetes.io/zone': zone }),
  };
}
