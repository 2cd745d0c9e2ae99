import assert from 'node:assert/strict';
import { defaultCluster, manifestOf, type Cluster } from '../../kube/index.ts';
import { after, deployment, given } from '../given.spec.ts';
import type { State } from '../state.ts';
import { isControlPlaneDown, isSilent } from './silent-nodes.ts';

const label = 'node-role.kubernetes.io/control-plane';

/** The default cluster, with these nodes for control planes. */
function clusterOf(...heads: readonly string[]): Cluster {
  const cluster = defaultCluster();
  const nodes = cluster.nodes.map((node) => {
    const { metadata } = node.object;
    const { [label]: _, ...labels } = metadata.labels ?? {};
    const next = { ...labels, ...(heads.includes(metadata.name) && { [label]: '' }) };
    return manifestOf({ ...node.object, metadata: { ...metadata, labels: next } }, node);
  });
  return { ...cluster, nodes };
}

const cut = (node: string) => ({ kind: 'cut-off-node', node }) as const;
const stop = (node: string) => ({ kind: 'stop-node', node }) as const;
const silent = (state: State): readonly string[] =>
  ['control-plane', 'worker', 'worker2'].filter((node) => isSilent(state, node));

describe('nodes that the control plane does not hear', () => {
  it('are those that are cut off, while one control plane is not', () => {
    assert.deepEqual(silent(after(given('', clusterOf('control-plane')), cut('worker'))), ['worker']);
    const two = given('', clusterOf('control-plane', 'worker'));
    assert.deepEqual(silent(after(two, cut('control-plane'))), ['control-plane']);
    assert.deepEqual(silent(after(two, cut('worker2'))), ['worker2']);
  });

  it('are all but the control planes while these are cut off', () => {
    const two = given('', clusterOf('control-plane', 'worker'));
    assert.deepEqual(silent(after(two, cut('control-plane'), cut('worker'))), ['worker2']);
  });

  it('are those that are cut off where the control plane has no node', () => {
    assert.deepEqual(silent(after(given('', clusterOf()), cut('worker'))), ['worker']);
  });
});

describe('the control plane is down', () => {
  it('while all its nodes are off, and never without any', () => {
    const two = given('', clusterOf('control-plane', 'worker'));
    const one = after(two, stop('control-plane'));
    assert.equal(isControlPlaneDown(one), false);
    assert.equal(isControlPlaneDown(after(one, stop('worker'))), true);
    const none = given(deployment('web', 1), clusterOf());
    assert.equal(
      isControlPlaneDown(after(none, stop('worker'), stop('worker2'), stop('control-plane'))),
      false,
    );
  });
});
