import type { EndpointPort, Endpoints, EndpointSlice } from '../types/endpoints.ts';

/** `SetDefaults_Endpoints` (core/v1). */
export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  if (!endpoints.subsets) return endpoints;
  return {
    ...endpoints,
    subsets: endpoints.subsets.map((subset) =>
      subset.ports
        ? { ...subset, ports: subset.ports.map((port) => ({ ...port, protocol: port.protocol || 'TCP' })) }
        : subset,
    ),
  };
}

/** `SetDefaults_EndpointPort` (discovery/v1): a port without a name has the empty one. */
export function defaultEndpointSlice(slice: EndpointSlice): EndpointSlice {
  if (!slice.ports) return slice;
  return { ...slice, ports: slice.ports.map(withProtocol) };
}

/** Here a protocol that is there and empty is a wrong one. */
function withProtocol(port: EndpointPort): EndpointPort {
  return { ...port, protocol: port.protocol ?? 'TCP', name: port.name ?? '' };
}
