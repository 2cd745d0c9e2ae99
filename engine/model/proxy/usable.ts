import type { Endpoint } from './endpoint.ts';
import { standIns, unfiltered, type EndpointSet, type ProxyPlace, type Usable } from './endpoint-set.ts';
import type { Gates } from './gates.ts';
import { hintedFor } from './hints.ts';
import { readingsFrom } from './merge.ts';
import { usableThroughOneFilter } from './one-filter.ts';
import type { ServicePortRules } from './service-port.ts';

export type { EndpointSet, ProxyPlace, Usable } from './endpoint-set.ts';

const empty: EndpointSet = unfiltered([]);

/** Sorts out a service port's endpoints for the proxy of one node (pkg/proxy/topology.go CategorizeEndpoints). */
export function usableFrom(rules: ServicePortRules, place: ProxyPlace, gates: Gates): Usable {
  const [first, ...others] = readingsFrom(rules.endpoints, place.name);
  const usable = sortOut(rules, place, gates, first.endpoints);
  for (const { endpoints, about } of others) {
    if (about === undefined || isSame(usable, sortOut(rules, place, gates, endpoints))) continue;
    const doubt = `EndpointSlices ${about.slices.join(' and ')} say different things of ${about.key}, and which one a proxy takes is left to chance`;
    return { ...usable, doubt };
  }
  return usable;
}

function isSame(one: Usable, other: Usable): boolean {
  const keys = ({ endpoints }: EndpointSet): string => endpoints.map(({ key }) => key).join(' ');
  return (
    one.any === other.any &&
    keys(one.cluster) === keys(other.cluster) &&
    keys(one.local) === keys(other.local)
  );
}

function sortOut(
  rules: ServicePortRules,
  place: ProxyPlace,
  gates: Gates,
  seen: readonly Endpoint[],
): Usable {
  if (!gates.policiesApart) return usableThroughOneFilter(rules, place, gates, seen);
  const withFallback = (ready: EndpointSet, list: readonly Endpoint[]): EndpointSet => {
    if (ready.endpoints.length > 0) return ready;
    const endpoints = standIns(list, gates);
    return { ...unfiltered(endpoints), terminating: endpoints.length > 0 };
  };

  const usesCluster = !rules.internalLocal || rules.externallyAccessible;
  const usesLocal = rules.internalLocal || (rules.externalLocal && rules.externallyAccessible);
  const ready = seen.filter((endpoint) => endpoint.ready);
  const cluster = usesCluster ? withFallback(hintedFor(ready, rules, place, gates), seen) : empty;
  const here = usesLocal ? seen.filter(({ node }) => node === place.name) : [];
  const readyHere = here.filter((endpoint) => endpoint.ready);
  const local = withFallback(unfiltered(readyHere), here);
  const any =
    cluster.endpoints.length > 0 || (usesLocal && (ready.length > 0 || standIns(seen, gates).length > 0));
  return { cluster, local, any, seen };
}
