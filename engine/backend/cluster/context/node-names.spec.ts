import assert from 'node:assert/strict';
import type { Node } from '../../../kube/index.ts';
import { scenarioNodeNames } from './node-names.ts';

function node(name: string, isControlPlane = false): Node {
  const labels = isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
}

describe('what scenarios call the nodes of any cluster', () => {
  it("are kind's names: by role, in the order of their own names, numbered from the second on", () => {
    const names = scenarioNodeNames([node('zebra'), node('cp-b', true), node('ant'), node('cp-a', true)]);
    assert.deepEqual(
      [...names],
      [
        ['control-plane', 'cp-a'],
        ['control-plane2', 'cp-b'],
        ['worker', 'ant'],
        ['worker2', 'zebra'],
      ],
    );
  });

  it('know no control plane where nobody can see one', () => {
    assert.deepEqual([...scenarioNodeNames([node('gke-1')])], [['worker', 'gke-1']]);
    assert.deepEqual([...scenarioNodeNames([])], []);
  });

  it('know no worker where there is one node for all', () => {
    assert.deepEqual([...scenarioNodeNames([node('only', true)])], [['control-plane', 'only']]);
  });
});
