import { isAtLeast, type Endpoint, type Service } from '../../../kube/index.ts';
import { wantsAutoHints, withAutoHints } from './auto-hints.ts';
import type { Surroundings } from './pod-endpoints.ts';

/** What a value of `trafficDistribution` hints at, and the release that first does so without a gate. */
const distributions: Readonly<Record<string, { readonly since: string; readonly node: boolean }>> = {
  PreferClose: { since: '1.31', node: false },
  PreferSameZone: { since: '1.34', node: false },
  PreferSameNode: { since: '1.34', node: true },
};

/**
 * Endpoints with the hints of the Service's `trafficDistribution`: ready ones name their own zone, and
 * for PreferSameNode their own node (KEP-4444, KEP-3015). The annotation, where it asks for hints,
 * decides alone.
 *
 * @param lists the endpoints of each slice of one family
 */
export function withHints(
  service: Service,
  lists: readonly (readonly Endpoint[])[],
  surroundings: Surroundings,
): readonly (readonly Endpoint[])[] {
  if (wantsAutoHints(service, surroundings)) return withAutoHints(lists, surroundings);
  const distribution = distributions[service.spec.trafficDistribution ?? ''];
  if (!distribution || !isAtLeast(surroundings.version, distribution.since)) return lists;
  return lists.map((list) => list.map((endpoint) => withOwnHints(endpoint, distribution.node)));
}

function withOwnHints(endpoint: Endpoint, withNode: boolean): Endpoint {
  if (endpoint.conditions?.ready !== true) return endpoint;
  const { zone, nodeName } = endpoint;
  const hints = {
    ...(zone !== undefined && { forZones: [{ name: zone }] }),
    ...(withNode && nodeName !== undefined && { forNodes: [{ name: nodeName }] }),
  };
  return Object.keys(hints).length === 0 ? endpoint : { ...endpoint, hints };
}
