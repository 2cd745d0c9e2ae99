import {
  canonicalAddress,
  familyOf,
  manifestOf,
  refOf,
  type Endpoint,
  type EndpointAddress,
  type Endpoints,
  type EndpointSlice,
  type IPFamily,
  type Manifest,
  type StringMap,
} from '../../../kube/index.ts';
import { generateName } from '../names.ts';
import { fullName, ownedBy } from '../owner.ts';
import { repackSubsets } from './repack.ts';
import { managedByLabel, serviceNameLabel } from './slices.ts';

export const mirrorController = 'endpointslicemirroring-controller.k8s.io';
const skipLabel = 'endpointslice.kubernetes.io/skip-mirror';
const leaderAnnotation = 'control-plane.alpha.kubernetes.io/leader';
const notCopied = new Set([
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]);
/** Addresses of one subset at most (`--mirroring-max-endpoints-per-subset`). */
const mostAddresses = 1000;

/** Hand-written Endpoints as slices, the form that proxies read: one for each subset (repacked) and family. */
export function mirrorsOf(endpoints: Manifest<Endpoints>): readonly Manifest<EndpointSlice>[] {
  const { metadata, subsets = [] } = endpoints.object;
  if (metadata.labels?.[skipLabel] === 'true' || metadata.annotations?.[leaderAnnotation] !== undefined)
    return [];
  return repackSubsets(subsets).flatMap((subset, index) => {
    const all = [
      ...(subset.addresses ?? []).map((address) => toEndpoint(address, true)),
      ...(subset.notReadyAddresses ?? []).map((address) => toEndpoint(address, false)),
    ];
    const readable = all.filter((one) => one !== undefined).slice(0, mostAddresses);
    return [...Map.groupBy(readable, ({ family }) => family)].map(([family, members]) => {
      const key = `${fullName(endpoints.object)} mirror ${index} ${family}`;
      const object: EndpointSlice = {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: generateName(`${metadata.name}-`, key),
          namespace: refOf(endpoints.object).namespace,
          generateName: `${metadata.name}-`,
          labels: {
            ...metadata.labels,
            [managedByLabel]: mirrorController,
            [serviceNameLabel]: metadata.name,
          },
          ...copiedAnnotations(metadata.annotations),
          ownerReferences: [ownedBy(endpoints.object)],
        },
        addressType: family,
        endpoints: members.map(({ endpoint }) => endpoint),
        // The API server shows an empty list as null.
        ports: subset.ports?.map((port) => ({ name: '', protocol: 'TCP', ...port })) ?? null,
      };
      return manifestOf(object, endpoints, () => ['subsets']);
    });
  });
}

/** An address that can't be read is skipped. Of the conditions only ready is copied. */
function toEndpoint(
  { ip, hostname, nodeName, targetRef }: EndpointAddress,
  ready: boolean,
): { family: IPFamily; endpoint: Endpoint } | undefined {
  const family = familyOf(ip);
  if (!family) return undefined;
  const endpoint: Endpoint = {
    addresses: [canonicalAddress(ip)!],
    conditions: { ready },
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    ...(targetRef && { targetRef }),
  };
  return { family, endpoint };
}

function copiedAnnotations(annotations: StringMap | undefined): { annotations?: StringMap } {
  const copied = Object.entries(annotations ?? {}).filter(([key]) => !notCopied.has(key));
  return copied.length > 0 ? { annotations: Object.fromEntries(copied) } : {};
}
