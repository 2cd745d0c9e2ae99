import type { Endpoint, GateName, Service } from '../../../kube/index.ts';
import { wantsAutoHints, withAutoHints, type HintedLists } from './auto-hints.ts';
import { isOn, type Surroundings } from './surroundings.ts';

/** What a value of `trafficDistribution` hints at, and the gate beside ServiceTrafficDistribution that it needs. */
const distributions: Readonly<Record<string, { readonly gate?: GateName; readonly node: boolean }>> = {
  PreferClose: { node: false },
  PreferSameZone: { gate: 'PreferSameTrafficDistribution', node: false },
  PreferSameNode: { gate: 'PreferSameTrafficDistribution', node: true },
};

const nothingDrawn: ReadonlySet<string> = new Set();

/**
 * Endpoints with the hints of the Service's `trafficDistribution`: ready ones name their own zone, and
 * for PreferSameNode their own node (KEP-4444, KEP-3015). The annotation, where it asks for hints,
 * decides alone.
 *
 * @param lists the endpoints of each slice of one family
 * @param before for each list that is as it was, its endpoints with the hints they had
 */
export function withHints(
  service: Service,
  lists: readonly (readonly Endpoint[])[],
  surroundings: Surroundings,
  before: readonly (readonly Endpoint[] | undefined)[] = [],
): HintedLists {
  if (wantsAutoHints(service, surroundings)) return withAutoHints(lists, surroundings, before);
  const plain = { lists, drawn: nothingDrawn };
  const distribution = distributions[service.spec.trafficDistribution ?? ''];
  if (!distribution || !isOn('ServiceTrafficDistribution', surroundings)) return plain;
  if (distribution.gate && !isOn(distribution.gate, surroundings)) return plain;
  const hinted = lists.map((list) => list.map((endpoint) => withOwnHints(endpoint, distribution.node)));
  return { lists: hinted, drawn: nothingDrawn };
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
