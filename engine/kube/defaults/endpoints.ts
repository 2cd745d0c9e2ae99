import type { EndpointPort, Endpoints, EndpointSlice } from '../types/endpoints.ts';

/** `SetDefaults_Endpoints` (core/v1). */
export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  if (!endpoints.subsets) return endpoints;
  return {
    ...endpoints,
    subsets: endpoints.subsets.map((subset) =>
      subset.ports ? { ...subset, ports: subset.ports.map(withProtocol) } : subset,
    ),
  };
}

/** `SetDefaults_EndpointPort` (discovery/v1): a port without a name has the empty one. */
export function defaultEndpointSlice(slice: EndpointSlice): EndpointSlice {
  if (!slice.ports) return slice;
  return { ...slice, ports: slice.ports.map((port) => ({ ...withProtocol(port), name: port.name ?? '' })) };
}

function withProtocol(port: EndpointPort): EndpointPort {
  return { ...port, protocol: port.protocol ?? 'TCP' };
}
