import {
  canonicalAddress,
  familyOf,
  parseRange,
  refOf,
  usualAffinitySeconds,
  type EndpointSlice,
  type IPFamily,
  type Manifest,
  type Protocol,
  type Service,
  type ServicePort,
} from '../../kube/index.ts';
import type { Behaviour } from './behaviour.ts';
import { portName } from './endpoint.ts';
import type { Gates } from './gates.ts';
import { mergeEndpoints, type MergedEndpoints } from './merge.ts';

/** One port of a Service in one address family: what a proxy writes rules for. */
export interface ServicePortRules {
  readonly service: Manifest<Service>;
  /** `namespace/name` of the Service. */
  readonly key: string;
  readonly port: ServicePort;
  /** Its place in `spec.ports`. */
  readonly portIndex: number;
  readonly protocol: Protocol;
  readonly family: IPFamily;
  readonly clusterIP: string;
  /** Addresses of this family and the place of each in its list. */
  readonly externalIPs: readonly Placed[];
  readonly loadBalancerIPs: readonly Placed[];
  /** Ranges of this family that may use the load balancer address; none means everybody. */
  readonly sourceRanges: readonly string[];
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  /** It has a node port, an external IP or a load balancer address. */
  readonly externallyAccessible: boolean;
  readonly obeysZoneHints: boolean;
  /** Node labels by which endpoints are picked, where that is obeyed (KEP-536). */
  readonly topologyKeys: readonly string[];
  /** Seconds for which a client is remembered under session affinity ClientIP; nothing without it. */
  readonly affinitySeconds: number | undefined;
  readonly endpoints: MergedEndpoints;
}

export interface Placed {
  readonly address: string;
  readonly index: number;
}

const proxyNameLabel = 'service.kubernetes.io/service-proxy-name';
const headlessLabel = 'service.kubernetes.io/headless';

/** Why a proxy leaves a Service alone, or nothing if it serves it (pkg/proxy/util ShouldSkipService). */
export function whySkipped({ metadata, spec }: Service): string | undefined {
  const label = [proxyNameLabel, headlessLabel].find((key) => metadata.labels?.[key] !== undefined);
  if (label !== undefined) return `it has the label ${label}`;
  if (spec.type === 'ExternalName') return 'it is of type ExternalName';
  if (spec.clusterIP === 'None') return 'it is headless';
  if (!spec.clusterIP) return 'it has no cluster IP';
  return undefined;
}

/** Every service port that proxies write rules for. */
export function compileService(
  service: Manifest<Service>,
  slices: Readonly<Record<IPFamily, readonly Manifest<EndpointSlice>[]>>,
  { gates, reach }: Behaviour,
): ServicePortRules[] {
  const { spec, metadata } = service.object;
  if (whySkipped(service.object) !== undefined) return [];
  const { namespace, name } = refOf(service.object);
  const key = `${namespace}/${name}`;
  const texts = spec.clusterIPs?.length ? spec.clusterIPs : [spec.clusterIP ?? ''];
  return reach.families.flatMap((family) => {
    const [served] = placed(texts, family);
    if (!served) return [];
    const clusterIP = served.address;
    const externalIPs = placed(spec.externalIPs ?? [], family);
    const loadBalancerIPs = placed(honouredIngress(service.object, gates), family);
    return (spec.ports ?? []).flatMap((port, portIndex) => {
      if (!reach.protocols.includes(port.protocol ?? 'TCP')) return [];
      return [
        {
          service,
          key,
          port,
          portIndex,
          protocol: port.protocol ?? 'TCP',
          family,
          clusterIP,
          externalIPs,
          loadBalancerIPs,
          sourceRanges: (spec.loadBalancerSourceRanges ?? []).filter(
            (range) => parseRange(range)?.family === family,
          ),
          internalLocal: reach.policies && isInternalLocal(service.object, gates),
          externalLocal: reach.policies && isExternalLocal(service.object, gates),
          externallyAccessible:
            Boolean(port.nodePort) || externalIPs.length > 0 || loadBalancerIPs.length > 0,
          topologyKeys: reach.policies && gates.topologyKeys ? (spec.topologyKeys ?? []) : [],
          obeysZoneHints: gates.zoneHints(metadata.annotations ?? {}),
          affinitySeconds: affinitySeconds(service.object),
          endpoints: mergeEndpoints(slices[family], portName(port.name, port.protocol)),
        },
      ];
    });
  });
}

/** Where policies are not told apart yet, Local for traffic from outside makes this one mean nothing. */
function isInternalLocal(service: Service, gates: Gates): boolean {
  const entangled = !gates.policiesApart && isExternalLocal(service, gates);
  return gates.internalTrafficPolicy && service.spec.internalTrafficPolicy === 'Local' && !entangled;
}

/** Older proxies ask for the type first: external IPs alone don't make the policy hold (ExternalPolicyLocal). */
function isExternalLocal({ spec }: Service, gates: Gates): boolean {
  const obeyed = gates.externalIPsObeyPolicy || spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  return obeyed && spec.externalTrafficPolicy === 'Local';
}

function affinitySeconds({ spec }: Service): number | undefined {
  if (spec.sessionAffinity !== 'ClientIP') return undefined;
  return spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? usualAffinitySeconds;
}

/** Load balancer addresses that proxies intercept: those with an IP, unless ipMode is Proxy (KEP-1860). */
function honouredIngress({ status }: Service, gates: Gates): string[] {
  return (status?.loadBalancer?.ingress ?? []).map(({ ip, ipMode }) =>
    ip === undefined || (gates.ipMode && ipMode === 'Proxy') ? '' : ip,
  );
}

function placed(texts: readonly string[], family: IPFamily): Placed[] {
  return texts.flatMap((text, index) => {
    const address = canonicalAddress(text);
    return address !== undefined && familyOf(address) === family ? [{ address, index }] : [];
  });
}
