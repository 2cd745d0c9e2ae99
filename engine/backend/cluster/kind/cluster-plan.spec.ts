import assert from 'node:assert/strict';
import { defaultCluster, parseKindConfig, withProxyMode } from '../../../kube/index.ts';
import { configOf, planCluster } from './cluster-plan.ts';

const setting = { cluster: defaultCluster(2) };
const kindConfig = { file: 'kind.yaml', text: 'kind: Cluster\n' };

describe('planCluster', () => {
  it('is the same for the same config and node image, and has a name that kind takes', () => {
    const plan = planCluster({ ...setting, kindConfig }, 'node:1');
    assert.deepEqual(
      planCluster({ ...setting, kindConfig: { file: 'other.yaml', text: 'kind: Cluster' } }, 'node:1'),
      {
        ...plan,
        config: 'kind: Cluster',
      },
    );
    assert.match(plan.name, /^reachform-[0-9a-f]{8}$/);
    assert.ok(plan.fingerprint.startsWith(plan.name.slice('reachform-'.length)));
  });

  it('is another for another config or image', () => {
    const names = [
      planCluster({ ...setting, kindConfig }, 'node:1'),
      planCluster({ ...setting, kindConfig }, 'node:2'),
      planCluster({ ...setting, kindConfig }, undefined),
      planCluster(setting, 'node:1'),
      planCluster({ cluster: withProxyMode(defaultCluster(2), 'nftables') }, 'node:1'),
      planCluster({ cluster: defaultCluster(1) }, 'node:1'),
      planCluster(setting, 'node:1', 'metallb.yaml'),
    ].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});

describe('the fingerprint of a config', () => {
  const name = (text: string): string =>
    planCluster({ cluster: defaultCluster(2), kindConfig: { file: 'kind.yaml', text } }, 'node:1').name;
  const plain = 'kind: Cluster\nnodes:\n- role: control-plane\n';

  it('is the same for the same meaning', () => {
    assert.equal(name(plain), name('# mine\nnodes: [{ role: control-plane }]\nkind: Cluster\n'));
    assert.equal(name(plain), name(`${plain}networking: { kubeProxyMode: iptables }\n`));
    const built = planCluster({ cluster: defaultCluster(2) }, 'node:1').name;
    const nodes = '[{ role: control-plane }, { role: worker }, { role: worker }]';
    assert.equal(built, name(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: ${nodes}\n`));
  });

  it('is another for another order of nodes, another mode, another network', () => {
    const texts = [
      plain,
      'kind: Cluster\nnodes: [{ role: worker }, { role: control-plane }]\n',
      'kind: Cluster\nnodes: [{ role: control-plane }, { role: worker }]\n',
      `${plain}networking: { kubeProxyMode: nftables }\n`,
      `${plain}networking: { ipFamily: dual }\n`,
    ];
    assert.equal(new Set(texts.map((text) => name(text))).size, texts.length);
  });
});

describe('configOf', () => {
  it('writes a config that kind makes the same cluster from', () => {
    for (const families of [['IPv4'], ['IPv6'], ['IPv4', 'IPv6']] as const) {
      const cluster = defaultCluster(2, { ipFamilies: families, mode: 'nftables' });
      const { cluster: read, problems } = parseKindConfig(configOf(cluster), 'kind.yaml');
      assert.deepEqual(problems, []);
      assert.equal(read.proxy.mode, 'nftables');
      assert.deepEqual(read.ipFamilies, families);
      assert.deepEqual(
        read.nodes.map(({ object }) => object.metadata.name),
        ['control-plane', 'worker', 'worker2'],
      );
    }
  });
});
