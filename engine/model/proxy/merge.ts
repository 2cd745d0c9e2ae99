import { endpointsOf, type Endpoint } from './endpoint.ts';
import type { EndpointSlice, Manifest } from '../../kube/index.ts';

/** All endpoints of a service port, sorted by `ip:port` as text, each once unless slices disagree about it. */
export interface MergedEndpoints {
  readonly all: readonly Endpoint[];
  /** Where slices put one endpoint on different nodes: all that they say, in the order of the slices. */
  readonly rivals: ReadonlyMap<string, readonly Endpoint[]>;
}

const nothing: MergedEndpoints = { all: [], rivals: new Map() };

/**
 * Unites what slices say of one port. The first slice that names an address wins, but a proxy prefers
 * one that puts the endpoint on its own node (pkg/proxy/endpointslicecache.go addEndpoints).
 */
export function mergeEndpoints(slices: readonly Manifest<EndpointSlice>[], port: string): MergedEndpoints {
  const byKey = new Map<string, Endpoint>();
  const rivals = new Map<string, Endpoint[]>();
  for (const slice of slices) {
    for (const endpoint of endpointsOf(slice).get(port) ?? []) {
      const first = byKey.get(endpoint.key);
      if (!first) byKey.set(endpoint.key, endpoint);
      else rivals.set(endpoint.key, [...(rivals.get(endpoint.key) ?? [first]), endpoint]);
    }
  }
  if (byKey.size === 0) return nothing;
  const all = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return { all, rivals };
}

/** The endpoints as the proxy of this node sees them. */
export function seenFrom(endpoints: MergedEndpoints, node: string): readonly Endpoint[] {
  if (endpoints.rivals.size === 0) return endpoints.all;
  return endpoints.all.map((endpoint) => {
    const rivals = endpoints.rivals.get(endpoint.key);
    return rivals?.findLast((rival) => rival.node === node) ?? endpoint;
  });
}
