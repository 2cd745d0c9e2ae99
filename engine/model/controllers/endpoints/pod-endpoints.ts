import {
  behaviour,
  familyOf,
  refOf,
  type Endpoint,
  type EndpointPort,
  type IPFamily,
  type Manifest,
  type Pod,
  type Service,
} from '../../../kube/index.ts';
import { podIPs } from '../../allocation/pod-addresses.ts';
import { isReady, isTerminal, isTerminating } from '../pod-conditions.ts';
import { portsKey, portsOn } from './find-port.ts';
import { isOn, type Surroundings } from './surroundings.ts';

const zoneLabel = 'topology.kubernetes.io/zone';
const regionLabel = 'topology.kubernetes.io/region';

/** A pod as an endpoint of a Service, in all the families that it has addresses of. */
export interface PodEndpoint {
  readonly pod: Pod;
  readonly addresses: ReadonlyMap<IPFamily, string>;
  readonly ports: readonly EndpointPort[];
  /** Equal for equal ports. */
  readonly portsKey: string;
  /** True where its node is no object: then slices leave it out, unless unready ones count too. */
  readonly isLost: boolean;
  readonly conditions: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean };
}

/**
 * The pods that are endpoints of a Service: those that have an address and have not ended
 * (`ShouldPodBeInEndpoints`). Those being deleted are among them since endpoints can say so (KEP-1672).
 */
export function podEndpoints(
  service: Service,
  pods: readonly Manifest<Pod>[],
  surroundings: Surroundings,
): readonly PodEndpoint[] {
  const { nodes } = surroundings;
  const tellsTerminating = isOn('EndpointSliceTerminatingCondition', surroundings);
  const publishNotReady = service.spec.publishNotReadyAddresses === true;
  const named = (service.spec.ports ?? []).some(({ targetPort }) => typeof targetPort === 'string');
  let shared: { ports: readonly EndpointPort[]; portsKey: string } | undefined;
  return pods.flatMap(({ object: pod }) => {
    const ips = podIPs(pod);
    if (ips.length === 0 || isTerminal(pod)) return [];
    const { nodeName } = pod.spec;
    const isLost = !publishNotReady && nodeName !== undefined && !nodes.has(nodeName);
    const serving = isReady(pod);
    const terminating = isTerminating(pod);
    if (terminating && !publishNotReady && !tellsTerminating) return [];
    if (!shared || named) {
      const ports = portsOn(service, pod, surroundings);
      shared = { ports, portsKey: portsKey(ports) };
    }
    const conditions = { ready: publishNotReady || (serving && !terminating), serving, terminating };
    return { pod, addresses: byFamily(ips), ...shared, isLost, conditions };
  });
}

/** A pod's endpoint as a slice shows it (`podToEndpoint`). */
export function sliceEndpoint(
  service: Service,
  { pod, conditions }: PodEndpoint,
  address: string,
  surroundings: Surroundings,
): Endpoint {
  const { nodeName } = pod.spec;
  const labels = surroundings.nodes.get(nodeName ?? '')?.metadata.labels ?? {};
  const { [zoneLabel]: zone, [regionLabel]: region } = labels;
  const writesRegion = region && behaviour('endpointRegion', surroundings.version);
  const hostname = hostnameOf(service, pod);
  return {
    addresses: [address],
    conditions: isOn('EndpointSliceTerminatingCondition', surroundings)
      ? conditions
      : { ready: conditions.ready },
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    targetRef: targetOf(pod),
    ...(zone && { zone }),
    ...(writesRegion && { deprecatedTopology: { [regionLabel]: region } }),
  };
}

export function targetOf(pod: Pod): NonNullable<Endpoint['targetRef']> {
  const { name, uid } = pod.metadata;
  return { kind: 'Pod', namespace: refOf(pod).namespace, name, ...(uid !== undefined && { uid }) };
}

/** Only a pod that names itself under a domain named like the Service gets a name of its own. */
export function hostnameOf({ metadata }: Service, { spec }: Pod): string | undefined {
  return spec.subdomain === metadata.name ? spec.hostname : undefined;
}

function byFamily(ips: readonly string[]): ReadonlyMap<IPFamily, string> {
  const addresses = new Map<IPFamily, string>();
  for (const ip of ips) {
    const family = familyOf(ip);
    if (family && !addresses.has(family)) addresses.set(family, ip);
  }
  return addresses;
}
