import assert from 'node:assert/strict';
import { formatVersion, newestKnown } from '../../kube/index.ts';
import { ClusterFacts } from './cluster-facts.ts';
import { describeCluster } from './describe-cluster.ts';

describe('what sentences say of the cluster', () => {
  it('is one control plane and two workers if they say nothing', () => {
    const { cluster, kindConfig } = new ClusterFacts().settle();
    assert.equal(describeCluster(cluster), '1 control plane + 2 workers · iptables · Kubernetes 1.35');
    assert.equal(kindConfig, undefined);
  });

  it('is workers, mode and release, and what kind has to make', () => {
    const facts = new ClusterFacts();
    facts.useWorkers(1);
    facts.useMode('nftables');
    facts.useVersion('1.33');
    const { cluster, kindConfig } = facts.settle();
    assert.equal(describeCluster(cluster), '1 control plane + 1 worker · nftables · Kubernetes 1.33');
    assert.equal(
      kindConfig?.text,
      `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
  - role: worker
networking:
  kubeProxyMode: nftables
`,
    );
  });

  it('is fixed once it was asked for', () => {
    const facts = new ClusterFacts();
    assert.equal(facts.settle(), facts.settle());
    assert.throws(() => facts.useWorkers(3), /the cluster can not be changed any more/);
  });

  it('names a mode and a release that exist', () => {
    assert.throws(
      () => new ClusterFacts().useMode('nftable'),
      /no proxy mode is called "nftable"[^]*try +nftables/,
    );
    assert.throws(() => new ClusterFacts().useVersion('next'), /no Kubernetes release is called "next"/);
  });

  it('of a release that is not known yet has the newest rules, and says so', () => {
    const facts = new ClusterFacts();
    facts.useVersion('1.99');
    const { cluster, warnings } = facts.settle();
    assert.equal(formatVersion(cluster.version), formatVersion(newestKnown));
    assert.match(warnings.join(), /Kubernetes 1\.99 is not known yet: the rules of 1\.\d+ stand in/);
    assert.deepEqual(new ClusterFacts().settle().warnings, []);
  });

  it('comes from a file that exists', async () => {
    await assert.rejects(
      new ClusterFacts().useFile('nowhere.yaml', [import.meta.dirname]),
      /there is no file or folder "nowhere.yaml"/,
    );
  });
});
