import type { Manifest } from './manifest.ts';
import type { GateSettings } from './releases/gate.ts';
import type { Node } from './types/node.ts';
import type { IPFamily } from './types/service.ts';

/** A Kubernetes minor release: rules that changed over time ask for it. */
export interface Version {
  readonly major: number;
  readonly minor: number;
}

export type ProxyMode = 'iptables' | 'nftables' | 'ipvs' | 'userspace';
export type DetectLocalMode = 'ClusterCIDR' | 'NodeCIDR' | 'BridgeInterface' | 'InterfaceNamePrefix';

/** What of a KubeProxyConfiguration decides a flow; field names as there, defaults filled in. */
export interface ProxyConfig {
  readonly mode: ProxyMode;
  readonly detectLocalMode: DetectLocalMode;
  /** Pod ranges; without any, ClusterCIDR detection recognises no pod. */
  readonly clusterCIDRs: readonly string[];
  readonly masqueradeAll: boolean;
  /** `['primary']`, ranges, or empty for the mode's own default. */
  readonly nodePortAddresses: readonly string[];
  readonly localhostNodePorts: boolean;
  readonly ipvsScheduler: string;
  /**
   * Nodes answer ARP only for addresses of the interface that was asked, so not for those of Services. Decides
   * which machine a neighbour outside finds, not what the node does then.
   */
  readonly ipvsStrictARP?: boolean;
  /** Feature gates that it switches. */
  readonly featureGates?: GateSettings;
}

/** What exists before any workload: nodes, address ranges, the proxy's configuration, the release. */
export interface Cluster {
  readonly version: Version;
  /** Feature gates that the control plane is started with; those of the proxies are in `proxy`. */
  readonly featureGates?: { readonly apiServer: GateSettings; readonly controllers: GateSettings };
  /** Primary family first. */
  readonly ipFamilies: readonly IPFamily[];
  readonly podSubnets: readonly string[];
  readonly serviceSubnets: readonly string[];
  readonly nodePortRange: { readonly from: number; readonly to: number };
  readonly dnsDomain: string;
  readonly proxy: ProxyConfig;
  /**
   * Nodes with addresses, pod ranges, labels and taints all filled in. Names are kind's less the
   * cluster's: `control-plane`, `worker`, `worker2`.
   */
  readonly nodes: readonly Manifest<Node>[];
  /**
   * True when pods that dial another node arrive there with their node's address, as kindnet does (see `withCni`).
   */
  readonly masqueradesPodsToNodes: boolean;
  /** Ranges out of which a provider gives load balancers their addresses; nobody does if left out. */
  readonly loadBalancerRanges?: readonly string[];
}
