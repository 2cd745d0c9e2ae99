import { endpointsOf, type Endpoint } from './endpoint.ts';
import type { EndpointSlice, Manifest } from '../../kube/index.ts';

/** All endpoints of a service port, sorted by `ip:port` as text, each once unless slices disagree about it. */
export interface MergedEndpoints {
  readonly all: readonly Endpoint[];
  /** Where slices name one endpoint more than once: all that they say, in the order of the slices. */
  readonly rivals: ReadonlyMap<string, readonly Endpoint[]>;
}

const nothing: MergedEndpoints = { all: [], rivals: new Map() };

/** Unites what slices say of one port (pkg/proxy/endpointslicecache.go addEndpoints). */
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

/** How the proxy of one node may see endpoints that slices disagree about. */
export interface Reading {
  readonly endpoints: readonly Endpoint[];
  /** What makes it another reading than the first: two slices, and the endpoint that they differ about. */
  readonly about?: { readonly key: string; readonly slices: readonly string[] };
}

/**
 * The endpoints as the proxy of this node sees them. It goes through slices in no order: of several that name one
 * address it takes one that puts it on its own node, else any. Where these differ in what counts, each of them
 * makes another reading; the first one takes the slices by name.
 */
export function readingsFrom(
  { all, rivals }: MergedEndpoints,
  node: string,
): readonly [Reading, ...Reading[]] {
  if (rivals.size === 0) return [{ endpoints: all }];
  const pools = all.map((endpoint) => poolOf(rivals.get(endpoint.key) ?? [endpoint], node));
  const first = pools.map(([one]) => one!);
  const others = pools.flatMap(([one, ...rest], i) =>
    rest.map((other): Reading => ({
      endpoints: first.with(i, other),
      about: { key: other.key, slices: [one!, other].map(({ slice }) => slice.object.metadata.name) },
    })),
  );
  return [{ endpoints: first }, ...others];
}

/** The endpoints that a proxy may take for one address, those that come to the same only once. */
function poolOf(rivals: readonly Endpoint[], node: string): readonly Endpoint[] {
  const bySlice = [...Map.groupBy(rivals, ({ slice }) => slice).values()];
  const ofSlices = bySlice.map((own) => own.findLast((one) => one.node === node) ?? own[0]!);
  const locals = ofSlices.filter((one) => one.node === node);
  const pool = locals.length > 0 ? locals : ofSlices;
  return [...new Map(pool.toReversed().map((one) => [whatCounts(one), one])).values()].reverse();
}

function whatCounts({ ready, serving, terminating, zones, nodes }: Endpoint): string {
  return JSON.stringify([ready, serving, terminating, zones, nodes]);
}
