import {
  behaviour,
  isOn,
  milestoneOf,
  type Cluster,
  type GateName,
  type HintAnnotation,
  type StringMap,
} from '../../kube/index.ts';

/** Features of a release, as the proxies of a cluster are started, that decide flows. */
export interface Gates {
  /** Endpoints that terminate but still serve are used when nothing else is left (KEP-1669). */
  readonly terminatingEndpoints: boolean;
  /** spec.internalTrafficPolicy is obeyed (KEP-2086). */
  readonly internalTrafficPolicy: boolean;
  /** Each policy decides for its own traffic, and what finds no endpoint on its node is dropped. */
  readonly policiesApart: boolean;
  /** Pods that dial an external IP are hidden, as all others are. */
  readonly externalIPsHidePods: boolean;
  /** externalTrafficPolicy holds for external IPs of a Service of type ClusterIP. */
  readonly externalIPsObeyPolicy: boolean;
  /** Proxies read EndpointSlices, not Endpoints (KEP-752). */
  readonly readsSlices: boolean;
  /** spec.topologyKeys is obeyed (KEP-536). */
  readonly topologyKeys: boolean;
  /** Zone hints of slices are obeyed for a Service with these annotations (KEP-2433, KEP-4444). */
  readonly zoneHints: (annotations: StringMap) => boolean;
  /** Node hints of slices are obeyed (KEP-3015). */
  readonly nodeHints: boolean;
  /** A load balancer address with ipMode Proxy is left alone (KEP-1860). */
  readonly ipMode: boolean;
  /** Proxies watch ServiceCIDR objects, so they know which addresses are Service addresses (KEP-1880). */
  readonly serviceCIDRs: boolean;
}

const oldHints = 'service.kubernetes.io/topology-aware-hints';
const hintsMode = 'service.kubernetes.io/topology-mode';

/** What each value of the table asks of a Service's annotations (`hintsEnabled` of pkg/proxy/topology.go). */
const asksFor: Readonly<Record<HintAnnotation, (annotations: StringMap) => boolean>> = {
  auto: (annotations) => annotations[oldHints] === 'auto',
  'auto or Auto': (annotations) => ['auto', 'Auto'].includes(annotations[oldHints] ?? ''),
  'unless disabled': (annotations) =>
    !['', 'disabled', 'Disabled'].includes(annotations[oldHints] ?? annotations[hintsMode] ?? ''),
};

export function gatesOf({ version, proxy }: Cluster): Gates {
  const on = (name: GateName): boolean => isOn(name, version, proxy.featureGates);
  const asks = on('ServiceTrafficDistribution') ? () => true : asksFor[behaviour('hintAnnotation', version)];
  // The first release with slices had one gate for both sides of them.
  const readsSlices = on(
    milestoneOf('EndpointSliceProxying', version) ? 'EndpointSliceProxying' : 'EndpointSlice',
  );
  return {
    terminatingEndpoints: on('ProxyTerminatingEndpoints'),
    internalTrafficPolicy: on('ServiceInternalTrafficPolicy'),
    policiesApart: behaviour('policiesApart', version),
    externalIPsHidePods: behaviour('externalIPsHidePods', version),
    externalIPsObeyPolicy: behaviour('externalIPsObeyPolicy', version),
    readsSlices,
    topologyKeys: readsSlices && on('ServiceTopology'),
    zoneHints: on('TopologyAwareHints') ? asks : () => false,
    nodeHints: on('PreferSameTrafficDistribution'),
    ipMode: on('LoadBalancerIPMode'),
    serviceCIDRs: on('MultiCIDRServiceAllocator'),
  };
}
