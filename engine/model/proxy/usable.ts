import type { Endpoint } from './endpoint.ts';
import type { Gates } from './gates.ts';
import { seenFrom } from './merge.ts';
import type { ServicePortRules } from './service-port.ts';

/** Where a proxy runs, as far as its choice of endpoints depends on it. */
export interface ProxyPlace {
  readonly name: string;
  readonly zone: string | undefined;
}

/** Endpoints that take new connections, and why these. */
export interface EndpointSet {
  readonly endpoints: readonly Endpoint[];
  /** True where nothing was ready and endpoints that terminate but still serve stand in. */
  readonly terminating: boolean;
  /** Which hints of the slices narrowed the set. */
  readonly hints: 'zone' | 'node' | undefined;
}

/** What a proxy can use of a service port's endpoints. */
export interface Usable {
  /** For traffic without a Local policy, and for clients inside the cluster. */
  readonly cluster: EndpointSet;
  /** For traffic under a Local policy. */
  readonly local: EndpointSet;
  /** Whether anything usable exists anywhere: the difference between dropping and rejecting. */
  readonly any: boolean;
  readonly seen: readonly Endpoint[];
}

const empty: EndpointSet = { endpoints: [], terminating: false, hints: undefined };

/** Sorts out a service port's endpoints for the proxy of one node (pkg/proxy/topology.go CategorizeEndpoints). */
export function usableFrom(rules: ServicePortRules, place: ProxyPlace, gates: Gates): Usable {
  const seen = seenFrom(rules.endpoints, place.name);
  const standIns = (list: readonly Endpoint[]): Endpoint[] =>
    gates.terminatingEndpoints ? list.filter(({ serving, terminating }) => serving && terminating) : [];
  const withFallback = (ready: EndpointSet, list: readonly Endpoint[]): EndpointSet => {
    if (ready.endpoints.length > 0) return ready;
    const endpoints = standIns(list);
    return { endpoints, terminating: endpoints.length > 0, hints: undefined };
  };

  const usesCluster = !rules.internalLocal || rules.externallyAccessible;
  const usesLocal = rules.internalLocal || (rules.externalLocal && rules.externallyAccessible);
  const ready = seen.filter((endpoint) => endpoint.ready);
  const cluster = usesCluster ? withFallback(narrow(ready, rules, place, gates), seen) : empty;
  const here = usesLocal ? seen.filter(({ node }) => node === place.name) : [];
  const readyHere = here.filter((endpoint) => endpoint.ready);
  const local = usesLocal ? withFallback({ ...empty, endpoints: readyHere }, here) : empty;
  const any = cluster.endpoints.length > 0 || (usesLocal && (ready.length > 0 || standIns(seen).length > 0));
  return { cluster, local, any, seen };
}

/**
 * Hints narrow the choice only if every ready endpoint has one and one of them names this node, else this
 * node's zone (pkg/proxy/topology_test.go; KEP-2433, KEP-4444, KEP-3015).
 */
function narrow(
  ready: readonly Endpoint[],
  rules: ServicePortRules,
  { name, zone }: ProxyPlace,
  gates: Gates,
): EndpointSet {
  const by = (hints: 'zone' | 'node', wanted: string, of: (endpoint: Endpoint) => readonly string[]) => {
    if (ready.some((endpoint) => of(endpoint).length === 0)) return undefined;
    const endpoints = ready.filter((endpoint) => of(endpoint).includes(wanted));
    return endpoints.length === 0 ? undefined : { endpoints, terminating: false, hints };
  };
  return (
    (gates.nodeHints ? by('node', name, ({ nodes }) => nodes) : undefined) ??
    (zone !== undefined && rules.obeysZoneHints ? by('zone', zone, ({ zones }) => zones) : undefined) ?? {
      endpoints: ready,
      terminating: false,
      hints: undefined,
    }
  );
}
