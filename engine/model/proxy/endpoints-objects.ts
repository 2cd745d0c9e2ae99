import {
  canonicalAddress,
  familyOf,
  manifestOf,
  refOf,
  type EndpointAddress,
  type Endpoints,
  type EndpointSlice,
  type EndpointSubset,
  type IPFamily,
  type Manifest,
  type Protocol,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { slicesOf } from './endpoint.ts';
import type { ModeTraits } from './modes/index.ts';

/**
 * Where the proxies of a mode learn of a Service's endpoints, as slices of a family.
 *
 * @param service `namespace/name`
 */
export function slicesFor(
  objects: ObjectStore,
  { endpointsFrom }: ModeTraits,
  service: string,
  family: IPFamily,
): readonly Manifest<EndpointSlice>[] {
  if (endpointsFrom === 'EndpointSlice') return slicesOf(objects, service, family);
  const [namespace = '', name = ''] = service.split('/');
  const endpoints = objects.get<Endpoints>('Endpoints', namespace, name);
  if (!endpoints) return [];
  let slices = read.get(endpoints);
  if (!slices) read.set(endpoints, (slices = slicesOfObject(endpoints)));
  return slices.filter(({ object }) => object.addressType === family);
}

const read = new WeakMap<Manifest<Endpoints>, readonly Manifest<EndpointSlice>[]>();

const families: readonly IPFamily[] = ['IPv4', 'IPv6'];
const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/**
 * An Endpoints object as its readers take it (pkg/proxy/util BuildPortsToEndpointsMap): ready addresses alone, and
 * a port is known by its name, whatever its protocol.
 */
function slicesOfObject(manifest: Manifest<Endpoints>): Manifest<EndpointSlice>[] {
  const { namespace, name } = refOf(manifest.object);
  return (manifest.object.subsets ?? []).flatMap((subset, index) =>
    families.map((family) =>
      manifestOf<EndpointSlice>(
        {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: { namespace, name: `${name}-${index}`, labels: { 'kubernetes.io/service-name': name } },
          addressType: family,
          endpoints: addressesOf(subset, family).map(({ ip, nodeName, targetRef }) => ({
            addresses: [ip],
            ...(nodeName !== undefined && { nodeName }),
            ...(targetRef && { targetRef }),
          })),
          ports: protocols.flatMap((protocol) => (subset.ports ?? []).map((port) => ({ ...port, protocol }))),
        },
        manifest,
        () => ['subsets', index],
      ),
    ),
  );
}

function addressesOf({ addresses = [] }: EndpointSubset, family: IPFamily): EndpointAddress[] {
  return addresses.filter(({ ip }) => familyOf(canonicalAddress(ip) ?? '') === family);
}
