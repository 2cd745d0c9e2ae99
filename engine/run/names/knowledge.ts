import type { Knowledge } from '../../flow/index.ts';
import {
  canonicalAddress,
  nthAddress,
  type Cluster,
  type Endpoints,
  type EndpointSlice,
  type Node,
  type Service,
} from '../../kube/index.ts';
import type { State } from '../../model/index.ts';

type FindPod = (namespace: string, name: string) => string | undefined;

/** What expectations need to know of a snapshot. Looked up when asked, so it costs nothing until then. */
export function knowledgeOf(state: State, namespace: string, findPod: FindPod): Knowledge {
  const services = new Map<string, ReadonlySet<string> | undefined>();
  let nodes: ReadonlyMap<string, string> | undefined;
  return {
    namespace,
    podNamed: (name) => findPod(...split(name)),
    addressesOf: (service) => {
      if (!services.has(service)) services.set(service, addressesBehind(state, ...split(service)));
      return services.get(service);
    },
    nodeOf: (address) =>
      (nodes ??= addressesOfNodes(state.cluster)).get(canonicalAddress(address) ?? address),
  };
}

function split(name: string): [namespace: string, name: string] {
  const [namespace = '', own = ''] = name.split('/');
  return [namespace, own];
}

/** From slices, which the proxies read; from the old object where there are none. */
function addressesBehind(state: State, namespace: string, name: string): ReadonlySet<string> | undefined {
  const { objects } = state;
  if (!objects.get<Service>('Service', namespace, name)) return undefined;
  const slices = objects
    .list<EndpointSlice>('EndpointSlice', namespace)
    .filter(({ object }) => object.metadata.labels?.['kubernetes.io/service-name'] === name);
  const endpoints = objects.get<Endpoints>('Endpoints', namespace, name)?.object.subsets ?? [];
  const addresses = slices.flatMap(({ object }) => (object.endpoints ?? []).flatMap((one) => one.addresses));
  const old = endpoints.flatMap(({ addresses: ready = [], notReadyAddresses: other = [] }) =>
    [...ready, ...other].map(({ ip }) => ip),
  );
  return new Set((slices.length > 0 ? addresses : old).map((text) => canonicalAddress(text) ?? text));
}

/** A node's own addresses, and the gateway by which its pods are reached: the first of their range. */
function addressesOfNodes(cluster: Cluster): ReadonlyMap<string, string> {
  const entries = cluster.nodes.flatMap(({ object }) => {
    const { name } = object.metadata;
    const own = object.status?.addresses ?? [];
    const gateways = rangesOf(object).map((range) => nthAddress(range, 1));
    return [...own.map(({ address }) => address), ...gateways].map(
      (address) => [canonicalAddress(address ?? '') ?? '', name] as const,
    );
  });
  return new Map(entries);
}

function rangesOf(node: Node): readonly string[] {
  const { podCIDR, podCIDRs } = node.spec ?? {};
  return podCIDRs ?? (podCIDR === undefined ? [] : [podCIDR]);
}
