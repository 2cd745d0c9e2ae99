import assert from 'node:assert/strict';
import { readCluster } from './read-cluster.ts';

/** TestValidateKubeProxyConfiguration and its neighbours in pkg/proxy/apis/config/validation. */

const head = 'kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\n';
const said = (...lines: string[]): string[] =>
  readCluster(head + lines.join('\n'), 'proxy.yaml').problems.map(
    ({ what, where }) => `${what.replace('KubeProxyConfiguration, ', '')} @${where?.line}`,
  );

describe('a KubeProxyConfiguration that kube-proxy does not take', () => {
  const rows: readonly (readonly [string[], ...string[]])[] = [
    [
      ['mode: ebpf'],
      'mode: Invalid value: "ebpf": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables]) @3',
    ],
    [
      ['detectLocalMode: Guess'],
      'detectLocalMode: Unsupported value: "Guess": supported values: "ClusterCIDR", "NodeCIDR", "BridgeInterface", "InterfaceNamePrefix", "" @3',
    ],
    [
      ['detectLocalMode: BridgeInterface'],
      'detectLocal.bridgeInterface: Invalid value: "": must not be empty @1',
    ],
    [
      ['detectLocalMode: BridgeInterface', 'detectLocal: {interfaceNamePrefix: veth}'],
      'detectLocal.bridgeInterface: Invalid value: "": must not be empty @4',
    ],
    [
      ['detectLocalMode: InterfaceNamePrefix', 'detectLocal: {bridgeInterface: cni0}'],
      'detectLocal.interfaceNamePrefix: Invalid value: "": must not be empty @4',
    ],
    [
      ['clusterCIDR: 10.244.0.0'],
      'clusterCIDR: Invalid value: "10.244.0.0": must be a valid CIDR block (e.g. 10.100.0.0/16 or fde4:8dba:82e1::/48) @3',
    ],
    [
      ['clusterCIDR: 10.244.0.0/16,10.245.0.0/16'],
      'clusterCIDR: Invalid value: "10.244.0.0/16,10.245.0.0/16": must be a either a single CIDR or dual-stack pair of CIDRs (e.g. [10.100.0.0/16, fde4:8dba:82e1::/48] @3',
    ],
    [
      ['clusterCIDR: 10.244.0.0/16,fd00::/48,fd01::/48'],
      'clusterCIDR: Invalid value: "10.244.0.0/16,fd00::/48,fd01::/48": must be a either a single CIDR or dual-stack pair of CIDRs (e.g. [10.100.0.0/16, fde4:8dba:82e1::/48] @3',
    ],
    [
      ['nodePortAddresses: [10.0.0.0/8, 192.0.2.1]'],
      'nodePortAddresses[1]: Invalid value: "192.0.2.1": must be a valid CIDR @3',
    ],
    [
      ['nodePortAddresses: [10.0.0.0/8, primary]'],
      `nodePortAddresses[1]: Invalid value: "primary": can't use both 'primary' and CIDRs @3`,
    ],
    [
      ['iptables: {masqueradeBit: 32}'],
      'iptables.masqueradeBit: Invalid value: 32: must be within the range [0, 31] @3',
    ],
    [
      ['mode: nftables', 'nftables: {masqueradeBit: -1}'],
      'nftables.masqueradeBit: Invalid value: -1: must be within the range [0, 31] @4',
    ],
    [
      ['mode: ipvs', 'ipvs: {excludeCIDRs: [10.0.0.0/8, x]}'],
      'ipvs.excludeCIDRs[1]: Invalid value: "x": must be a valid CIDR @4',
    ],
    [
      ['bindAddress: "10.244"'],
      'bindAddress: Invalid value: "10.244": not a valid textual representation of an IP address @3',
    ],
    [['healthzBindAddress: somewhere'], 'healthzBindAddress: Invalid value: "somewhere": must be IP:port @3'],
    [
      ['healthzBindAddress: 0.0.0.0:70000', 'metricsBindAddress: localhost:10249'],
      'healthzBindAddress: Invalid value: "70000": must be a valid port @3',
      'metricsBindAddress: Invalid value: "localhost": must be a valid IP @4',
    ],
  ];
  for (const [lines, ...expected] of rows) {
    it(lines.join('; '), () => assert.deepEqual(said(...lines), expected));
  }

  it('says everything at once', () => {
    assert.equal(said('mode: a', 'clusterCIDR: b', 'nodePortAddresses: [c]', 'bindAddress: d').length, 4);
  });
});

describe('a KubeProxyConfiguration that kube-proxy takes', () => {
  for (const lines of [
    [''],
    ['mode: ""', 'detectLocalMode: ""', 'clusterCIDR: ""', 'nodePortAddresses: null'],
    ['clusterCIDR: 10.244.0.0/16, fd00:10:244::/56'],
    ['detectLocalMode: BridgeInterface', 'detectLocal: {bridgeInterface: cni0}'],
    ['detectLocalMode: InterfaceNamePrefix', 'detectLocal: {interfaceNamePrefix: veth}'],
    ['detectLocalMode: NodeCIDR', 'clusterCIDR: nonsense'],
    ['nodePortAddresses: [primary]'],
    ['nftables: {masqueradeBit: 99}', 'ipvs: {excludeCIDRs: [x]}'],
    ['healthzBindAddress: 127.0.0.1', 'metricsBindAddress: "[::1]:10249"'],
    ['iptables: {masqueradeBit: 0}', 'bindAddress: "::"'],
  ]) {
    it(lines.join('; ') || 'nothing', () => assert.deepEqual(said(...lines), []));
  }

  const proxyOf = (...lines: string[]) => readCluster(head + lines.join('\n'), 'proxy.yaml').cluster.proxy;

  it('has masqueradeAll in the section of its mode; ipvs reads that of iptables', () => {
    const both = ['iptables: {masqueradeAll: true}', 'nftables: {masqueradeAll: false}'];
    assert.equal(proxyOf(...both).masqueradeAll, true);
    assert.equal(proxyOf('mode: ipvs', ...both).masqueradeAll, true);
    assert.equal(proxyOf('mode: nftables', ...both).masqueradeAll, false);
  });

  it('says which scheduler, whether strictARP, and which gates', () => {
    const proxy = proxyOf(
      'mode: ipvs',
      'ipvs: {scheduler: sh, strictARP: true}',
      'featureGates: {ServiceTopology: true}',
    );
    assert.equal(proxy.ipvsScheduler, 'sh');
    assert.equal(proxy.ipvsStrictARP, true);
    assert.deepEqual(proxy.featureGates, { ServiceTopology: true });
    assert.equal('ipvsStrictARP' in proxyOf('mode: ipvs'), false);
  });

  it('may have one range of each family', () => {
    assert.deepEqual(proxyOf('clusterCIDR: 10.8.0.0/16,fd08::/48').clusterCIDRs, [
      '10.8.0.0/16',
      'fd08::/48',
    ]);
  });
});
