import assert from 'node:assert/strict';
import { manifestOf } from '../manifest-of.ts';
import type { KubeObject } from '../types/meta.ts';
import { settleCluster } from '../releases/settle-cluster.ts';
import { parseKindConfig } from './kind-config.ts';
import { readCluster } from './read-cluster.ts';
import { recordedSettings } from './recorded-settings.ts';

const kind = (text: string) =>
  parseKindConfig(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${text}`, 'kind.yaml');
const patch = (kind: string, text: string): string =>
  `kubeadmConfigPatches:\n- |\n  kind: ${kind}\n${text.replace(/^/gm, '  ')}\n`;

describe('feature gates of a kind config', () => {
  it('are those of all components, unless a component says otherwise', () => {
    const { cluster, problems } = kind(
      'featureGates: {ServiceTrafficDistribution: false}\n' +
        patch('KubeProxyConfiguration', 'featureGates: {ProxyTerminatingEndpoints: true}') +
        patch(
          'ClusterConfiguration',
          'controllerManager: {extraArgs: {feature-gates: "TopologyAwareHints=true"}}',
        ).replace('kubeadmConfigPatches:\n', ''),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(cluster.proxy.featureGates, {
      ServiceTrafficDistribution: false,
      ProxyTerminatingEndpoints: true,
    });
    assert.deepEqual(cluster.featureGates, {
      apiServer: { ServiceTrafficDistribution: false },
      controllers: { TopologyAwareHints: true },
    });
  });

  it('are none where nobody switches any', () => {
    const { cluster } = kind('');
    assert.deepEqual([cluster.featureGates, cluster.proxy.featureGates], [undefined, undefined]);
  });

  it('that the release does not have, or holds fast, are said with their place', () => {
    const { cluster, gates } = kind(
      'nodes: [{role: control-plane, image: "kindest/node:v1.28.0"}]\n' +
        patch(
          'KubeProxyConfiguration',
          'featureGates:\n  ProxyTerminatingEndpoints: false\n  NFTablesProxyMode: true',
        ),
    );
    const { problems } = settleCluster(cluster, gates);
    assert.deepEqual(
      problems.map(({ what, where }) => `${where?.line}: ${what}`),
      [
        "8: KubeProxyConfiguration, featureGates.ProxyTerminatingEndpoints: can't be switched, it is locked to true in Kubernetes 1.28",
        '9: KubeProxyConfiguration, featureGates.NFTablesProxyMode: Kubernetes 1.28 has no such gate',
      ],
    );
  });

  it('of the API server are said where its arguments stand', () => {
    const { cluster, gates } = kind(
      patch(
        'ClusterConfiguration',
        'apiServer:\n  extraArgs:\n  - {name: feature-gates, value: ServiceTopology=true}',
      ),
    );
    const [problem] = settleCluster(cluster, gates).problems;
    assert.match(
      problem?.what ?? '',
      /^ClusterConfiguration, apiServer\.extraArgs, feature-gates ServiceTopology: Kubernetes 1\.35 has no such gate/,
    );
  });
});

describe('feature gates of a KubeProxyConfiguration', () => {
  it('are those of the proxies alone', () => {
    const { cluster, gates } = readCluster(
      'kind: KubeProxyConfiguration\nfeatureGates: {ProxyTerminatingEndpoints: true}\n',
      'proxy.yaml',
    );
    assert.deepEqual(cluster.proxy.featureGates, { ProxyTerminatingEndpoints: true });
    assert.equal(cluster.featureGates, undefined);
    assert.deepEqual(
      gates.map(({ name, where }) => `${name} ${where?.line}`),
      ['ProxyTerminatingEndpoints 2'],
    );
  });
});

describe('feature gates of a dump', () => {
  it('are the arguments of the control plane', () => {
    const component = (name: string, gates: string) =>
      manifestOf({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: 'kube-system', labels: { component: name } },
        spec: { containers: [{ name, command: [name, `--feature-gates=${gates}`] }] },
      } as KubeObject);
    const { featureGates } = recordedSettings([
      component('kube-apiserver', 'A=true'),
      component('kube-controller-manager', 'B=false'),
    ]);
    assert.deepEqual(featureGates, { apiServer: { A: true }, controllers: { B: false } });
    assert.equal(recordedSettings([]).featureGates, undefined);
  });
});

describe('the release of a cluster', () => {
  const at = (minor: number) => settleCluster({ ...kind('').cluster, version: { major: 1, minor } }, []);

  it('is refused where it is too old, and the newest known one where it is newer', () => {
    assert.equal(at(16).problems.length, 1);
    assert.deepEqual([at(40).problems, at(40).warnings.length, at(40).cluster.version.minor], [[], 1, 37]);
    assert.deepEqual([at(30).problems, at(30).warnings, at(30).cluster.version.minor], [[], [], 30]);
  });
});
