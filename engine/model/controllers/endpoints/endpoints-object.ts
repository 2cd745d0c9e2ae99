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
  type IPFamily,
  isHeadless,
} from '../../../kube/index.ts';
import { hostnameOf, targetOf, type PodEndpoint } from './pod-endpoints.ts';
import { repackSubsets } from './repack.ts';
import { headlessLabel, sortByAddress } from './slices.ts';
import type { Surroundings } from './surroundings.ts';
import { truncateSubsets } from './truncate.ts';

export const endpointsManagedBy = 'endpoints.kubernetes.io/managed-by';
const overCapacity = 'endpoints.kubernetes.io/over-capacity';

/**
 * The old Endpoints object with the same facts: one family, no pods being deleted unless unready ones
 * count too, no pods without ports, pods of missing nodes as well, at most 1000 addresses.
 */
export function endpointsOf(
  service: Manifest<Service>,
  endpoints: readonly PodEndpoint[],
  { version }: Surroundings,
): Manifest<Endpoints> {
  const { metadata, spec } = service.object;
  const family = spec.ipFamilies![0]!;
  const portless = (spec.ports ?? []).length === 0;
  const listed = endpoints.filter(
    ({ addresses, conditions, ports }) =>
      addresses.has(family) &&
      (!conditions.terminating || spec.publishNotReadyAddresses === true) &&
      (ports.length > 0 || portless),
  );
  const all = subsetsOf(service.object, sortByAddress(listed, family), family);
  const cut = truncateSubsets(all);
  const subsets = cut ?? all;
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
      ...(cut && { annotations: { [overCapacity]: 'truncated' } }),
    },
    ...(subsets.length > 0 && { subsets }),
  };
  return manifestOf(object, service, () => []);
}

function subsetsOf(
  service: Service,
  listed: readonly PodEndpoint[],
  family: IPFamily,
): readonly EndpointSubset[] {
  const groups = Map.groupBy(listed, ({ portsKey }) => portsKey);
  const subsets = [...groups.values()].map((group): EndpointSubset => {
    const of = (ready: boolean): readonly EndpointAddress[] =>
      group
        .filter(({ conditions }) => conditions.ready === ready)
        .map(({ pod, addresses }) => address(service, pod, addresses.get(family)!));
    const [ready, notReady, ports] = [of(true), of(false), group[0]!.ports.map(plain)];
    return {
      ...(ready.length > 0 && { addresses: ready }),
      ...(notReady.length > 0 && { notReadyAddresses: notReady }),
      ...(ports.length > 0 && { ports }),
    };
  });
  if (subsets.length < 2) return subsets;
  // Pods on the network of one node have one address: their names tell them apart.
  return repackSubsets(subsets, ({ ip, targetRef }) => `${ip} ${targetRef?.name}`);
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
