import type { Endpoint } from './endpoint.ts';
import type { Gates } from './gates.ts';
import type { ServicePortRules } from './service-port.ts';
import { byTopologyKeys } from './topology-keys.ts';
import { standIns, unfiltered, type EndpointSet, type ProxyPlace, type Usable } from './endpoint-set.ts';
import { hintedFor } from './hints.ts';

/**
 * What a proxy can use before policies were told apart (`FilterEndpoints` up to 1.23): one filter for all traffic
 * of a Service. Policy Local for traffic from outside turns the filter off, internalTrafficPolicy Local filters what
 * comes from outside too, and a node that is left without endpoints refuses.
 */
export function usableThroughOneFilter(
  rules: ServicePortRules,
  place: ProxyPlace,
  gates: Gates,
  seen: readonly Endpoint[],
): Usable {
  const ready = seen.filter((endpoint) => endpoint.ready);
  if (rules.externalLocal) return underExternalLocal(ready, place, gates, seen);
  const set = filter(ready, rules, place, gates);
  return { cluster: set, local: set, any: set.endpoints.length > 0, seen };
}

function filter(
  ready: readonly Endpoint[],
  rules: ServicePortRules,
  place: ProxyPlace,
  gates: Gates,
): EndpointSet {
  if (gates.topologyKeys) {
    const { topologyKeys: keys } = rules;
    const endpoints = byTopologyKeys(ready, keys, place.labels);
    return { ...unfiltered(endpoints), hints: keys.length > 0 ? 'topology' : undefined };
  }
  if (rules.internalLocal) return unfiltered(ready.filter(({ node }) => node === place.name));
  return hintedFor(ready, rules, place, gates);
}

function underExternalLocal(
  ready: readonly Endpoint[],
  place: ProxyPlace,
  gates: Gates,
  seen: readonly Endpoint[],
): Usable {
  const instead = standIns(seen, gates);
  const here = ready.filter(({ node }) => node === place.name);
  const insteadHere = instead.filter(({ node }) => node === place.name);
  const local: EndpointSet =
    here.length > 0 || insteadHere.length === 0
      ? unfiltered(here)
      : { ...unfiltered(insteadHere), terminating: true };
  const gap =
    ready.length === 0
      ? 'every endpoint terminates: the proxies of this release then write a rule that leads nowhere'
      : undefined;
  return {
    cluster: unfiltered(ready),
    local,
    any: ready.length > 0 || instead.length > 0,
    seen,
    ...(gap !== undefined && { gap }),
  };
}
