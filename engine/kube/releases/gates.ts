import { alpha, beta, betaOff, deprecated, ga, gaUnlocked, type Gate } from './gate.ts';

const proxy = 'kube-proxy';
const server = 'kube-apiserver';
const controllers = 'kube-controller-manager';

/**
 * Every feature gate that decides a flow or what the API server takes, release by release, by the names that
 * Kubernetes gives them (pkg/features/kube_features.go of each release; milestones of the KEPs).
 */
export const gates = {
  AllowServiceExternalIPs: {
    means: 'Services may have externalIPs',
    evidence: 'spec.externalIPs',
    of: [server, proxy],
    milestones: [deprecated('1.36', true)],
  },
  EndpointSlice: {
    means: 'EndpointSlices exist beside Endpoints',
    evidence: 'KEP-752',
    of: [server, controllers, proxy],
    milestones: [alpha('1.16'), betaOff('1.17'), beta('1.18'), ga('1.21')],
  },
  EndpointSliceProxying: {
    means: 'proxies read EndpointSlices instead of Endpoints',
    evidence: 'KEP-752',
    of: [proxy],
    milestones: [alpha('1.18'), beta('1.19'), ga('1.22')],
  },
  EndpointSliceTerminatingCondition: {
    means: 'endpoints say whether they serve and whether they terminate',
    evidence: 'KEP-1672',
    of: [server, controllers],
    milestones: [alpha('1.20'), beta('1.22'), ga('1.26')],
  },
  IPv6DualStack: {
    means: 'Services and pods may have addresses of both families',
    evidence: 'KEP-563',
    of: [server, controllers, proxy],
    milestones: [alpha('1.16'), beta('1.21'), ga('1.23')],
  },
  KubeProxyDrainingTerminatingNodes: {
    means: 'the health answer of a proxy says that its node is about to go',
    evidence: 'KEP-3836',
    of: [proxy],
    milestones: [alpha('1.28'), beta('1.30'), ga('1.31')],
  },
  KubeProxyIPVS: {
    means: 'mode ipvs can be chosen',
    evidence: 'KEP-5495',
    of: [proxy],
    milestones: [deprecated('1.37', true)],
  },
  LoadBalancerIPMode: {
    means: 'a load balancer address with ipMode Proxy is left alone',
    evidence: 'KEP-1860',
    of: [server, proxy],
    milestones: [alpha('1.29'), beta('1.30'), ga('1.32')],
  },
  MixedProtocolLBService: {
    means: 'a Service of type LoadBalancer may mix protocols',
    evidence: 'KEP-1435',
    of: [server],
    milestones: [alpha('1.20'), beta('1.24'), ga('1.26')],
  },
  MultiCIDRServiceAllocator: {
    means: 'ServiceCIDR objects hold the ranges of Services, and proxies know these ranges',
    evidence: 'KEP-1880',
    of: [server, controllers, proxy],
    milestones: [alpha('1.27'), betaOff('1.31'), gaUnlocked('1.33'), ga('1.34')],
  },
  NFTablesProxyMode: {
    means: 'mode nftables can be chosen',
    evidence: 'KEP-3866',
    of: [proxy],
    milestones: [alpha('1.29'), beta('1.31'), ga('1.33')],
  },
  PodIndexLabel: {
    means: 'pods of a StatefulSet have a label with their number',
    evidence: 'KEP-4017',
    of: [controllers],
    milestones: [beta('1.28'), ga('1.32')],
  },
  PreferSameTrafficDistribution: {
    means: 'trafficDistribution may be PreferSameZone or PreferSameNode, and hints name nodes',
    evidence: 'KEP-3015',
    of: [server, controllers, proxy],
    milestones: [alpha('1.33'), beta('1.34'), ga('1.35')],
  },
  ProxyTerminatingEndpoints: {
    means: 'endpoints that terminate but still serve are used where nothing is ready',
    evidence: 'KEP-1669',
    of: [proxy],
    milestones: [alpha('1.22'), beta('1.26'), ga('1.28')],
  },
  RelaxedServiceNameValidation: {
    means: 'names of Services may begin with a digit',
    evidence: 'KEP-5311',
    of: [server],
    milestones: [alpha('1.34'), beta('1.36'), ga('1.37')],
  },
  SCTPSupport: {
    means: 'ports of Services may have protocol SCTP',
    evidence: 'KEP-614',
    of: [server, proxy],
    milestones: [alpha('1.12'), beta('1.19'), ga('1.20')],
  },
  ServiceIPStaticSubrange: {
    means: 'cluster IPs that nobody asks for come from the upper band of the range',
    evidence: 'KEP-3070',
    of: [server],
    milestones: [alpha('1.24'), beta('1.25'), ga('1.26')],
  },
  ServiceInternalTrafficPolicy: {
    means: 'internalTrafficPolicy is obeyed',
    evidence: 'KEP-2086',
    of: [server, proxy],
    milestones: [alpha('1.21'), beta('1.22'), ga('1.26')],
  },
  ServiceLBNodePortControl: {
    means: 'a Service of type LoadBalancer may go without node ports',
    evidence: 'KEP-1864',
    of: [server],
    milestones: [alpha('1.20'), beta('1.22'), ga('1.24')],
  },
  ServiceLoadBalancerClass: {
    means: 'a Service may name the class of its load balancer',
    evidence: 'KEP-1959',
    of: [server],
    milestones: [alpha('1.21'), beta('1.22'), ga('1.24')],
  },
  ServiceNodePortStaticSubrange: {
    means: 'node ports that nobody asks for come from the upper band of the range',
    evidence: 'KEP-3668',
    of: [server],
    milestones: [alpha('1.27'), beta('1.28'), ga('1.29')],
  },
  ServiceTopology: {
    means: 'topologyKeys is obeyed',
    evidence: 'KEP-536',
    of: [server, proxy],
    milestones: [alpha('1.17'), deprecated('1.21', false)],
    removed: '1.22',
  },
  ServiceTrafficDistribution: {
    means: 'trafficDistribution PreferClose makes the controller write hints',
    evidence: 'KEP-4444',
    of: [server, controllers, proxy],
    milestones: [alpha('1.30'), beta('1.31'), ga('1.33')],
  },
  SidecarContainers: {
    means: 'an init container with restartPolicy Always runs beside the others',
    evidence: 'KEP-753',
    of: [server, controllers],
    milestones: [alpha('1.28'), beta('1.29'), ga('1.33')],
  },
  StrictIPCIDRValidation: {
    means: 'addresses in new objects must be written in their canonical form',
    evidence: 'KEP-4858',
    of: [server],
    milestones: [alpha('1.33'), beta('1.36')],
  },
  TopologyAwareHints: {
    means: 'hints of slices are obeyed, and an annotation makes the controller write them',
    evidence: 'KEP-2433',
    of: [controllers, proxy],
    milestones: [alpha('1.21'), betaOff('1.23'), beta('1.24'), ga('1.33')],
  },
} as const satisfies Readonly<Record<string, Gate>>;

export type GateName = keyof typeof gates;
