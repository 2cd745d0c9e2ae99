import assert from 'node:assert/strict';
import { withCni } from './cni.ts';
import { defaultCluster } from './default-cluster.ts';
import { readCluster } from './read-cluster.ts';

const kind = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';
const node = (name: string, providerID: string): string =>
  `---\napiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nspec: {podCIDR: 10.244.0.0/24${providerID && `, providerID: ${providerID}`}}\n`;
const hides = (text: string): boolean => readCluster(text, 'f').cluster.masqueradesPodsToNodes;

describe('the pod network of a cluster', () => {
  it('is kindnet where kind made it', () => {
    assert.equal(hides(kind), true);
    assert.equal(defaultCluster().masqueradesPodsToNodes, true);
    assert.equal(hides(node('a', 'kind://docker/kind/a')), true);
    assert.equal(hides(node('a', 'kind://docker/kind/a') + node('b', 'kind://docker/kind/b')), true);
  });

  it('is one of which nobody says anything elsewhere', () => {
    assert.equal(hides(node('a', '')), false);
    assert.equal(hides(node('a', 'aws:///eu-west-1a/i-1')), false);
    assert.equal(hides(node('a', 'kind://docker/kind/a') + node('b', '')), false);
  });

  it('is not kindnet where a kind config leaves that out, and a warning says so', () => {
    const { cluster, warnings } = readCluster(`${kind}networking: {disableDefaultCNI: true}\n`, 'kind.yaml');
    assert.equal(cluster.masqueradesPodsToNodes, false);
    assert.match(warnings[0]?.what ?? '', /no effects of another pod network than kindnet$/);
  });

  it('can be said', () => {
    assert.equal(withCni(defaultCluster(), 'none').masqueradesPodsToNodes, false);
    assert.equal(withCni(withCni(defaultCluster(), 'none'), 'kindnet').masqueradesPodsToNodes, true);
  });
});
