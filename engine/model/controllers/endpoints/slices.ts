import {
  canonicalAddress,
  manifestOf,
  refOf,
  type Endpoint,
  type EndpointPort,
  type EndpointSlice,
  type IPFamily,
  type Manifest,
  type Service,
  type StringMap,
  isHeadless,
  canonicalJson,
} from '../../../kube/index.ts';
import { generateName } from '../names.ts';
import { fullName, ownedBy } from '../owner.ts';
import { markDrawnHints } from '../../drawn-hints.ts';
import { withHints } from './hints.ts';
import { sliceEndpoint, type PodEndpoint } from './pod-endpoints.ts';
import type { Surroundings } from './surroundings.ts';

export const serviceNameLabel = 'kubernetes.io/service-name';
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
export const sliceController = 'endpointslice-controller.k8s.io';
export const headlessLabel = 'service.kubernetes.io/headless';

/** Endpoints of one slice at most (`--max-endpoints-per-slice`). */
const mostEndpoints = 100;

/** The slices of a Service: a set for each family, divided by ports, and an empty one where no pod is. */
export function slicesOf(
  service: Manifest<Service>,
  endpoints: readonly PodEndpoint[],
  surroundings: Surroundings,
  before: readonly Manifest<EndpointSlice>[] = [],
): readonly Manifest<EndpointSlice>[] {
  const families = service.object.spec.ipFamilies!;
  return families.flatMap((family) => {
    const members = endpoints.filter(({ addresses, isLost }) => addresses.has(family) && !isLost);
    if (members.length === 0) return [slice(service, family, '', [], [])];
    const groups = [...Map.groupBy(members, ({ portsKey }) => portsKey).values()];
    const parts = groups.flatMap((group) => chunks(sortByAddress(group, family), mostEndpoints));
    const lists = parts.map((part) =>
      part.map((member) => sliceEndpoint(service.object, member, addressOf(member, family), surroundings)),
    );
    const unchanged = lists.map((list) => unchangedIn(before, list));
    const { lists: hinted, drawn } = withHints(service.object, lists, surroundings, unchanged);
    return parts.map((part, i) => {
      const { ports, portsKey } = part[0]!;
      const made = slice(service, family, `${portsKey} ${i}`, ports, hinted[i]!);
      markDrawnHints(made.object, drawn);
      return made;
    });
  });
}

/** The endpoints of an earlier slice that differ from these by their hints at most. */
function unchangedIn(
  before: readonly Manifest<EndpointSlice>[],
  list: readonly Endpoint[],
): readonly Endpoint[] | undefined {
  const text = (endpoints: readonly Endpoint[]): string =>
    canonicalJson(endpoints.map((endpoint) => ({ ...endpoint, hints: undefined })));
  const wanted = before.length > 0 ? text(list) : '';
  return before.map(({ object }) => object.endpoints ?? []).find((endpoints) => text(endpoints) === wanted);
}

function addressOf({ addresses }: PodEndpoint, family: IPFamily): string {
  return canonicalAddress(addresses.get(family)!)!;
}

function slice(
  service: Manifest<Service>,
  family: IPFamily,
  part: string,
  ports: readonly EndpointPort[],
  endpoints: NonNullable<EndpointSlice['endpoints']>,
): Manifest<EndpointSlice> {
  const { metadata } = service.object;
  const object: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: generateName(`${metadata.name}-`, `${fullName(service.object)} ${family} ${part}`),
      namespace: refOf(service.object).namespace,
      generateName: `${metadata.name}-`,
      labels: sliceLabels(service.object),
      ownerReferences: [ownedBy(service.object)],
    },
    addressType: family,
    // The API server shows empty lists as null.
    endpoints: endpoints.length > 0 ? endpoints : null,
    ports: ports.length > 0 ? ports : null,
  };
  return manifestOf(object, service, ([first]) => (first === 'ports' ? ['spec', 'ports'] : []));
}

/** The Service's labels less those that the controller keeps for itself, and these. */
function sliceLabels({ metadata, spec }: Service): StringMap {
  const {
    [serviceNameLabel]: _a,
    [managedByLabel]: _b,
    [headlessLabel]: _c,
    ...labels
  } = metadata.labels ?? {};
  return {
    ...labels,
    [managedByLabel]: sliceController,
    [serviceNameLabel]: metadata.name,
    ...(isHeadless(spec) && { [headlessLabel]: '' }),
  };
}

/** By the text of the address, the order of the proxies' rules. */
export function sortByAddress(members: readonly PodEndpoint[], family: IPFamily): readonly PodEndpoint[] {
  const key = ({ addresses }: PodEndpoint): string => addresses.get(family) ?? '';
  return members.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, i) => list.slice(i * size, (i + 1) * size));
}
