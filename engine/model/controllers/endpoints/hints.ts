import { isAtLeast, type Endpoint, type Service, type Version } from '../../../kube/index.ts';

/** What a value of `trafficDistribution` hints at, and the release that first does so without a gate. */
const distributions: Readonly<Record<string, { readonly since: string; readonly node: boolean }>> = {
  PreferClose: { since: '1.31', node: false },
  PreferSameZone: { since: '1.34', node: false },
  PreferSameNode: { since: '1.34', node: true },
};

/**
 * Ready endpoints with the hints of the Service's `trafficDistribution`: their own zone, and for
 * PreferSameNode their own node (KEP-4444, KEP-3015).
 */
export function withHints(
  service: Service,
  endpoints: readonly Endpoint[],
  version: Version,
): readonly Endpoint[] {
  const distribution = distributions[service.spec.trafficDistribution ?? ''];
  if (!distribution || !isAtLeast(version, distribution.since)) return endpoints;
  return endpoints.map((endpoint) => {
    if (endpoint.conditions?.ready !== true) return endpoint;
    const { zone, nodeName } = endpoint;
    const hints = {
      ...(zone !== undefined && { forZones: [{ name: zone }] }),
      ...(distribution.node && nodeName !== undefined && { forNodes: [{ name: nodeName }] }),
    };
    return Object.keys(hints).length === 0 ? endpoint : { ...endpoint, hints };
  });
}
