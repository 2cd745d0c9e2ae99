import type { Endpoint } from './endpoint.ts';
import { unfiltered, type EndpointSet, type ProxyPlace } from './endpoint-set.ts';
import type { Gates } from './gates.ts';
import type { ServicePortRules } from './service-port.ts';

/**
 * Hints narrow the choice only if every ready endpoint has one and one of them names this node, else this
 * node's zone (pkg/proxy/topology_test.go; KEP-2433, KEP-4444, KEP-3015).
 */
export function hintedFor(
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
    (zone !== undefined && rules.obeysZoneHints ? by('zone', zone, ({ zones }) => zones) : undefined) ??
    unfiltered(ready)
  );
}
