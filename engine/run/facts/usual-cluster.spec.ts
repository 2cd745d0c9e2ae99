import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterFacts } from './cluster-facts.ts';
import { describeCluster } from './describe-cluster.ts';
import { readUsualCluster, type UsualCluster } from './usual-cluster.ts';

const config = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking:
  kubeProxyMode: nftables
nodes:
  - role: control-plane
  - role: worker
`;
const scenario = (text: string, tags: readonly string[] = []) => ({ text, tags });

describe('a cluster for scenarios that say nothing of theirs', () => {
  let folder = '';
  let usual: UsualCluster;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reachform-'));
    await writeFile(join(folder, 'kind.yaml'), config);
    usual = await readUsualCluster('kind.yaml', folder);
  });
  after(() => rm(folder, { recursive: true }));

  const words = (facts: ClusterFacts): string => describeCluster(facts.settle().cluster);

  it('is theirs, and what kind makes', () => {
    const facts = new ClusterFacts(usual, scenario('from pod "client", "web:80" is reached'));
    assert.match(words(facts), /^1 control plane \+ 1 worker · nftables/);
    assert.deepEqual(facts.settle().kindConfig, { file: 'kind.yaml', text: config });
    assert.equal(facts.settle().unfit, undefined);
  });

  it('gives way to what a scenario says of its nodes, and keeps them where it says the mode alone', async () => {
    const own = new ClusterFacts(usual);
    own.useWorkers(3);
    assert.match(words(own), /^1 control plane \+ 3 workers · iptables/);
    const mode = new ClusterFacts(usual);
    mode.useMode('iptables');
    assert.match(words(mode), /^1 control plane \+ 1 worker · iptables/);
    assert.match(mode.settle().kindConfig?.text ?? '', /kubeProxyMode: iptables/);
  });

  it('is not for scenarios that need more nodes: those keep the built-in one, with the reason', () => {
    const needing: readonly (readonly [ReturnType<typeof scenario>, string])[] = [
      [scenario('a client pod "client" on node "worker2"'), 'the cluster "kind.yaml" has no node worker2'],
      [scenario('from outside, "worker2:31879" is refused'), 'the cluster "kind.yaml" has no node worker2'],
      [scenario('outside | nodeport/worker2/web:80'), 'the cluster "kind.yaml" has no node worker2'],
      [
        scenario('', ['@cluster-ip', '@iptables']),
        'the cluster "kind.yaml" has the proxy mode nftables, not iptables',
      ],
      [scenario('', ['@nodes-3']), 'the cluster "kind.yaml" has fewer than 3 nodes'],
    ];
    for (const [one, reason] of needing) {
      const facts = new ClusterFacts(usual, one);
      assert.match(words(facts), /^1 control plane \+ 2 workers · iptables/);
      assert.equal(facts.settle().unfit, reason);
    }
    const enough = [
      scenario('on node "worker"'),
      scenario('my-worker2 and worker2x'),
      scenario('', ['@nodes-2']),
      scenario('', ['@nftables', '@iptables']),
    ];
    for (const one of enough) assert.equal(new ClusterFacts(usual, one).settle().unfit, undefined);
  });

  it('must be a kind config that is there', async () => {
    await assert.rejects(readUsualCluster('no.yaml', folder), /there is no file or folder "no.yaml"/);
    await writeFile(join(folder, 'bad.yaml'), 'kind: Deployment\n');
    await assert.rejects(readUsualCluster('bad.yaml', folder), /bad\.yaml/);
  });
});
