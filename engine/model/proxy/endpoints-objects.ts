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
import type { Behaviour } from './behaviour.ts';

/**
 * Where the proxies of a mode learn of a Service's endpoints, as slices of a family.
 *
 * @param service `namespace/name`
 */
export function slicesFor(
  objects: ObjectStore,
  { traits, gates }: Behaviour,
  service: string,
  family: IPFamily,
): readonly Manifest<EndpointSlice>[] {
  const hasSlices = traits.endpointsFrom === 'EndpointSlice';
  if (hasSlices && gates.readsSlices) return slicesOf(objects, service, family);
  const [namespace = '', name = ''] = service.split('/');
  const endpoints = objects.get<Endpoints>('Endpoints', namespace, name);
  if (!endpoints) return [];
  const read = hasSlices ? readExactly : readByName;
  let slices = read.get(endpoints);
  if (!slices) read.set(endpoints, (slices = slicesOfObject(endpoints, hasSlices)));
  return slices.filter(({ object }) => object.addressType === family);
}

const readByName = new WeakMap<Manifest<Endpoints>, readonly Manifest<EndpointSlice>[]>();
const readExactly = new WeakMap<Manifest<Endpoints>, readonly Manifest<EndpointSlice>[]>();

const families: readonly IPFamily[] = ['IPv4', 'IPv6'];
const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/**
 * An Endpoints object as its readers take it: ready addresses alone. The proxy process knows a port by its name,
 * whatever its protocol (pkg/proxy/util BuildPortsToEndpointsMap); the others did not, in the time before slices.
 */
function slicesOfObject(manifest: Manifest<Endpoints>, byProtocol: boolean): Manifest<EndpointSlice>[] {
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
          ports: byProtocol
            ? (subset.ports ?? [])
            : protocols.flatMap((protocol) => (subset.ports ?? []).map((port) => ({ ...port, protocol }))),
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
