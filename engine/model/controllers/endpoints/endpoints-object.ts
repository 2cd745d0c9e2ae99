import {
  behaviour,
  manifestOf,
  refOf,
  type EndpointAddress,
  type EndpointPort,
  type Endpoints,
  type EndpointSubset,
  type Manifest,
  type Service,
  isHeadless,
} from '../../../kube/index.ts';
import { hostnameOf, targetOf, type PodEndpoint } from './pod-endpoints.ts';
import { repackSubsets } from './repack.ts';
import { headlessLabel, sortByAddress } from './slices.ts';
import type { Surroundings } from './surroundings.ts';

export const endpointsManagedBy = 'endpoints.kubernetes.io/managed-by';
const overCapacity = 'endpoints.kubernetes.io/over-capacity';
const mostAddresses = 1000;

/**
 * The old Endpoints object with the same facts: one family, no pods being deleted unless unready ones
 * count too, no pods without ports, at most 1000 addresses.
 */
export function endpointsOf(
  service: Manifest<Service>,
  endpoints: readonly PodEndpoint[],
  { version }: Surroundings,
): Manifest<Endpoints> {
  const { metadata, spec } = service.object;
  const family = spec.ipFamilies?.[0] ?? 'IPv4';
  const portless = (spec.ports ?? []).length === 0;
  const listed = endpoints.filter(
    ({ addresses, conditions, ports }) =>
      addresses.has(family) &&
      (!conditions.terminating || spec.publishNotReadyAddresses === true) &&
      (ports.length > 0 || portless),
  );
  const kept = withinCapacity(listed);
  const groups = Map.groupBy(sortByAddress(kept, family), ({ portsKey }) => portsKey);
  const perPorts = [...groups.values()].map((group): EndpointSubset => {
    const of = (ready: boolean): readonly EndpointAddress[] =>
      group
        .filter(({ conditions }) => conditions.ready === ready)
        .map(({ pod, addresses }) => address(service.object, pod, addresses.get(family)!));
    const [ready, notReady, ports] = [of(true), of(false), group[0]!.ports.map(plain)];
    return {
      ...(ready.length > 0 && { addresses: ready }),
      ...(notReady.length > 0 && { notReadyAddresses: notReady }),
      ...(ports.length > 0 && { ports }),
    };
  });
  const subsets = perPorts.length > 1 ? repackSubsets(perPorts) : perPorts;
  const { [headlessLabel]: _, ...labels } = metadata.labels ?? {};
  const object: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: metadata.name,
      namespace: refOf(service.object).namespace,
      labels: {
        ...labels,
        ...(behaviour('endpointsManagedBy', version) && { [endpointsManagedBy]: 'endpoint-controller' }),
        ...(isHeadless(spec) && { [headlessLabel]: '' }),
      },
      ...(kept.length < listed.length && { annotations: { [overCapacity]: 'truncated' } }),
    },
    ...(subsets.length > 0 && { subsets }),
  };
  return manifestOf(object, service, () => []);
}

/** Ready addresses stay before those that are not. */
function withinCapacity(listed: readonly PodEndpoint[]): readonly PodEndpoint[] {
  if (listed.length <= mostAddresses) return listed;
  const ready = listed.filter(({ conditions }) => conditions.ready);
  const rest = listed.filter(({ conditions }) => !conditions.ready);
  return [...ready, ...rest].slice(0, mostAddresses);
}

function address(service: Service, pod: PodEndpoint['pod'], ip: string): EndpointAddress {
  const hostname = hostnameOf(service, pod);
  const { nodeName } = pod.spec;
  return { ip, ...(hostname && { hostname }), ...(nodeName && { nodeName }), targetRef: targetOf(pod) };
}

/** Here the port without a name has no name at all. */
function plain({ name, ...port }: EndpointPort): EndpointPort {
  return name ? { name, ...port } : port;
}
