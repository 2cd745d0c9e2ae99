import type { DetectLocalMode, ProxyConfig, ProxyMode } from '../cluster.ts';
import { parseRange } from '../range.ts';
import type { ConfigFile } from './config-file.ts';

/** The fields of a KubeProxyConfiguration that decide flows (kubeproxy.config.k8s.io/v1alpha1). */
export interface KubeProxyConfiguration {
  readonly mode?: string;
  readonly clusterCIDR?: string;
  readonly detectLocalMode?: string;
  readonly nodePortAddresses?: readonly string[];
  readonly iptables?: { readonly masqueradeAll?: boolean; readonly localhostNodePorts?: boolean };
  readonly nftables?: { readonly masqueradeAll?: boolean };
  readonly ipvs?: { readonly scheduler?: string };
}

export const proxyModes: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs', 'userspace'];
const detectModes: readonly DetectLocalMode[] = [
  'ClusterCIDR',
  'NodeCIDR',
  'BridgeInterface',
  'InterfaceNamePrefix',
];
const schedulers = ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'sh', 'sed', 'nq', 'mh'];

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
  const masqueradeAll =
    mode === 'nftables' ? written.nftables?.masqueradeAll : written.iptables?.masqueradeAll;
  return {
    mode,
    detectLocalMode: (written.detectLocalMode || base.detectLocalMode) as DetectLocalMode,
    clusterCIDRs: written.clusterCIDR ? splitList(written.clusterCIDR) : base.clusterCIDRs,
    masqueradeAll: masqueradeAll ?? base.masqueradeAll,
    nodePortAddresses: written.nodePortAddresses ?? base.nodePortAddresses,
    localhostNodePorts: written.iptables?.localhostNodePorts ?? base.localhostNodePorts,
    ipvsScheduler: written.ipvs?.scheduler || base.ipvsScheduler,
  };
}

/** Says what is wrong with a KubeProxyConfiguration; true if nothing is. */
export function checkProxy(file: ConfigFile<KubeProxyConfiguration>): boolean {
  if (!file.hasRightShape()) return false;
  const { mode, clusterCIDR, detectLocalMode, nodePortAddresses = [], ipvs } = file.value;
  const checks = [
    !mode || file.checkOneOf(['mode'], mode, proxyModes),
    !detectLocalMode || file.checkOneOf(['detectLocalMode'], detectLocalMode, detectModes),
    !ipvs?.scheduler || file.checkOneOf(['ipvs', 'scheduler'], ipvs.scheduler, schedulers),
  ];
  for (const range of clusterCIDR ? splitList(clusterCIDR) : []) {
    if (parseRange(range)) continue;
    file.say({ path: ['clusterCIDR'], what: `"${range}" is no range`, expected: 'such as 10.244.0.0/16' });
    checks.push(false);
  }
  nodePortAddresses.forEach((range, i) => {
    if (parseRange(range) || (range === 'primary' && nodePortAddresses.length === 1)) return;
    const path = ['nodePortAddresses', i];
    file.say({
      path,
      what: `"${range}" is no range`,
      expected: 'ranges such as 172.18.0.0/16, or primary alone',
    });
    checks.push(false);
  });
  return checks.every(Boolean);
}

/** `a, b` */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
