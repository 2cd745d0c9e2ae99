import assert from 'node:assert/strict';
import { formatProblem } from '../../errors/index.ts';
import type { ProxyConfig } from '../cluster.ts';
import { defaultCluster } from './default-cluster.ts';
import { checkProxyAtRelease } from './proxy-at-release.ts';
import { readCluster } from './read-cluster.ts';

const at = (minor: number, proxy: Partial<ProxyConfig>) => {
  const cluster = defaultCluster(1, { version: { major: 1, minor } });
  const { problems, warnings } = checkProxyAtRelease({ ...cluster, proxy: { ...cluster.proxy, ...proxy } });
  return { problems, warnings };
};
const errors = (minor: number, proxy: Partial<ProxyConfig>) => at(minor, proxy).problems.length;

describe('the modes of each release', () => {
  const exists: Readonly<Record<ProxyConfig['mode'], (minor: number) => boolean>> = {
    iptables: () => true,
    ipvs: () => true,
    nftables: (minor) => minor >= 31,
    userspace: (minor) => minor <= 25,
  };
  for (const [mode, at] of Object.entries(exists) as [ProxyConfig['mode'], (minor: number) => boolean][]) {
    it(mode, () => {
      for (let minor = 17; minor <= 37; minor++) {
        assert.equal(errors(minor, { mode }), at(minor) ? 0 : 1, `1.${minor}`);
      }
    });
  }

  it('nftables needs its gate in 1.29 and 1.30, and no gate helps before', () => {
    const featureGates = { NFTablesProxyMode: true };
    assert.equal(errors(28, { mode: 'nftables', featureGates }), 1);
    assert.equal(errors(29, { mode: 'nftables', featureGates }), 0);
    assert.equal(errors(30, { mode: 'nftables', featureGates: { AllAlpha: true } }), 0);
    assert.equal(errors(31, { mode: 'nftables', featureGates: { NFTablesProxyMode: false } }), 1);
  });

  it('ipvs can be switched off once it has a gate', () => {
    const featureGates = { KubeProxyIPVS: false };
    assert.equal(errors(36, { mode: 'ipvs', featureGates }), 0);
    assert.equal(errors(37, { mode: 'ipvs', featureGates }), 1);
  });

  it('warn of those that are on their way out', () => {
    assert.equal(at(34, { mode: 'ipvs' }).warnings.length, 0);
    const [warning] = at(35, { mode: 'ipvs' }).warnings;
    assert.match(warning?.what ?? '', /^mode ipvs is deprecated in Kubernetes 1.35/);
    assert.equal(warning?.hint, 'nftables');
    assert.equal(at(22, { mode: 'userspace' }).warnings.length, 0);
    assert.equal(at(23, { mode: 'userspace' }).warnings[0]?.hint, 'iptables or ipvs');
  });

  it('say what kube-proxy says, and until when there was one', () => {
    const [problem] = at(35, { mode: 'userspace' }).problems;
    assert.equal(
      problem && formatProblem(problem),
      'error: kube-proxy of Kubernetes 1.35 does not start, mode: Invalid value: "userspace": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])\n' +
        '  expected   iptables, ipvs, nftables\n' +
        '  try        mode userspace exists until 1.25',
    );
    assert.match(
      at(30, { mode: 'nftables' }).problems[0]?.hint ?? '',
      /from 1.29 with feature gate NFTablesProxyMode, from 1.31 without/,
    );
  });
});

describe('options that came with a release', () => {
  it('schedulers: the kernel is asked since 1.27', () => {
    for (const ipvsScheduler of ['rr', 'wlc', 'sh'])
      assert.equal(errors(26, { mode: 'ipvs', ipvsScheduler }), 0);
    assert.equal(errors(26, { mode: 'ipvs', ipvsScheduler: 'mh' }), 1);
    assert.equal(errors(27, { mode: 'ipvs', ipvsScheduler: 'mh' }), 0);
    assert.equal(errors(26, { mode: 'iptables', ipvsScheduler: 'mh' }), 0);
  });

  it('the word primary: since 1.31', () => {
    assert.equal(errors(30, { nodePortAddresses: ['primary'] }), 1);
    assert.equal(errors(31, { nodePortAddresses: ['primary'] }), 0);
  });
});

describe('where a mode was written', () => {
  const placeOf = (text: string, release: string) => {
    const { cluster, proxyWrittenAt } = readCluster(text, 'cluster.yaml');
    const version = { major: 1, minor: Number(release.slice(2)) };
    const [problem] = checkProxyAtRelease({ ...cluster, version }, proxyWrittenAt).problems;
    return problem?.where && `${problem.where.file}:${problem.where.line}`;
  };
  const kind = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';

  it('is said: in a kind config, in its last patch, in a configuration', () => {
    assert.equal(placeOf(`${kind}networking:\n  kubeProxyMode: nftables\n`, '1.28'), 'cluster.yaml:4');
    const patched = `${kind}networking: {kubeProxyMode: ipvs}\nkubeadmConfigPatches:\n- |\n  kind: KubeProxyConfiguration\n  mode: userspace\n`;
    assert.equal(placeOf(patched, '1.35'), 'cluster.yaml:7');
    assert.equal(placeOf('kind: KubeProxyConfiguration\nmode: nftables\n', '1.28'), 'cluster.yaml:2');
  });
});
