import type { DetectLocalMode, ProxyConfig, ProxyMode } from '../cluster.ts';
import type { GateSettings } from '../releases/gate.ts';

/** The fields of a KubeProxyConfiguration that decide flows (kubeproxy.config.k8s.io/v1alpha1). */
export interface KubeProxyConfiguration {
  readonly mode?: string;
  readonly clusterCIDR?: string;
  readonly detectLocalMode?: string;
  readonly detectLocal?: { readonly bridgeInterface?: string; readonly interfaceNamePrefix?: string };
  readonly featureGates?: GateSettings;
  readonly nodePortAddresses?: readonly string[];
  readonly iptables?: {
    readonly masqueradeAll?: boolean;
    readonly localhostNodePorts?: boolean;
    readonly masqueradeBit?: number;
  };
  readonly nftables?: { readonly masqueradeAll?: boolean; readonly masqueradeBit?: number };
  readonly ipvs?: {
    readonly scheduler?: string;
    readonly strictARP?: boolean;
    readonly excludeCIDRs?: readonly string[];
  };
  readonly bindAddress?: string;
  readonly healthzBindAddress?: string;
  readonly metricsBindAddress?: string;
}

/** kube-proxy's own defaults (pkg/proxy/apis/config/v1alpha1/defaults.go). */
export const defaultProxy: ProxyConfig = {
  mode: 'iptables',
  detectLocalMode: 'ClusterCIDR',
  clusterCIDRs: [],
  masqueradeAll: false,
  nodePortAddresses: [],
  localhostNodePorts: true,
  ipvsScheduler: 'rr',
};

/** What a file says, the rest as kube-proxy does without being told; `base` where something else comes first. */
export function proxyFrom(written: KubeProxyConfiguration, base: ProxyConfig = defaultProxy): ProxyConfig {
  const mode = (written.mode || base.mode) as ProxyMode;
  // The section of the mode counts; ipvs has none of its own (v1alpha1 conversion.go).
  const section = mode === 'nftables' ? written.nftables : written.iptables;
  const featureGates = { ...base.featureGates, ...written.featureGates };
  return {
    mode,
    detectLocalMode: (written.detectLocalMode || base.detectLocalMode) as DetectLocalMode,
    clusterCIDRs: written.clusterCIDR ? splitList(written.clusterCIDR) : base.clusterCIDRs,
    masqueradeAll: section?.masqueradeAll ?? base.masqueradeAll,
    nodePortAddresses: written.nodePortAddresses ?? base.nodePortAddresses,
    localhostNodePorts: written.iptables?.localhostNodePorts ?? base.localhostNodePorts,
    ipvsScheduler: written.ipvs?.scheduler || base.ipvsScheduler,
    ...(written.ipvs?.strictARP === true && { ipvsStrictARP: true }),
    ...(Object.keys(featureGates).length > 0 && { featureGates }),
  };
}

/** `a, b` */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
