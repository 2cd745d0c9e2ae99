import assert from 'node:assert/strict';
import { defaultCluster, manifestOf, type Cluster } from '../../kube/index.ts';
import { after, apply, deployment, given, pod, podNames, podRef, podsOf } from '../given.spec.ts';
import type { State } from '../state.ts';

/** What the scheduler and the kubelets make of pods that wait. */

const phases = (state: State): Readonly<Record<string, string>> =>
  Object.fromEntries(podsOf(state).map(({ metadata, status }) => [metadata.name, status!.phase!]));
const port = 'ports: [{containerPort: 80, hostPort: 80}]';
const holding = (name: string, spec = ''): string =>
  pod(name, `{${spec}containers: [{name: a, image: x, ${port}}]}`);
const remove = (name: string) => ({ kind: 'delete-pod', pod: podRef(name) }) as const;

describe('a pod that no node takes', () => {
  const lonely = pod('a', '{nodeSelector: {no: where}, containers: [{name: a, image: x}]}');

  it('is pending and not scheduled', () => {
    const [found] = podsOf(given(lonely));
    assert.deepEqual(found!.status, {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
    });
    assert.ok(!('nodeName' in found!.spec));
  });

  it('waits on whatever happens to objects of other kinds', () => {
    const note = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: note}\n---';
    const state = given(note + lonely);
    const label = {
      kind: 'label',
      object: { kind: 'ConfigMap', namespace: 'default', name: 'note' },
      labels: { a: 'b' },
    } as const;
    assert.deepEqual(phases(after(state, label)), { a: 'Pending' });
  });

  it('starts when another one makes room', () => {
    const state = given(holding('a') + holding('b') + holding('c'));
    assert.deepEqual(Object.values(phases(state)).toSorted(), ['Pending', 'Running', 'Running']);
    const running = Object.entries(phases(state)).find(([, phase]) => phase === 'Running')![0];
    assert.deepEqual(Object.values(phases(after(state, remove(running)))), ['Running', 'Running']);
  });
});

describe('a pod that names its node', () => {
  it('fails there where a port of the node is taken', () => {
    const state = given(holding('a', 'nodeName: worker, ') + holding('b', 'nodeName: worker, '));
    assert.deepEqual(phases(state), { a: 'Running', b: 'Failed' });
    assert.equal(podsOf(state)[1]!.status!['reason'], 'NodePorts');
    const later = after(given(holding('a', 'nodeName: worker, ')), apply(holding('b', 'nodeName: worker, ')));
    assert.deepEqual(phases(later), { a: 'Running', b: 'Failed' });
  });

  it('waits there while the node hears nothing, and starts when it does', () => {
    const state = given(deployment('web', 1, 'nodeSelector: {kubernetes.io/hostname: worker}'));
    const cut = after(
      state,
      { kind: 'cut-off-node', node: 'worker' },
      apply(pod('a', '{nodeName: worker, containers: [{name: a, image: x}]}')),
    );
    assert.equal(phases(cut)['a'], 'Pending');
    assert.equal(phases(after(cut, { kind: 'reconnect-node', node: 'worker' }))['a'], 'Running');
  });

  it('waits where that node is none', () => {
    const [found] = podsOf(given(pod('a', '{nodeName: none, containers: [{name: a, image: x}]}')));
    assert.deepEqual(found!.status, {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True' }],
    });
  });

  it('is not started any more when it is being deleted', () => {
    const going = pod('a', '{nodeName: worker, containers: [{name: a, image: x}]}').replace(
      '{name: a, labels',
      '{name: a, deletionTimestamp: "2026-01-01T00:00:00Z", labels',
    );
    assert.equal(podsOf(given(going))[0]!.status?.podIP, undefined);
  });
});

describe('a node with one address for pods', () => {
  const small = (): Cluster => {
    const cluster = defaultCluster();
    const nodes = cluster.nodes.map((node) =>
      node.object.metadata.name === 'worker'
        ? manifestOf(
            {
              ...node.object,
              spec: { ...node.object.spec, podCIDR: '10.244.9.0/30', podCIDRs: ['10.244.9.0/30'] },
            },
            node,
          )
        : node,
    );
    return { ...cluster, nodes };
  };
  const on = (name: string, status = '', more = ''): string =>
    pod(name, `{nodeName: worker, ${more}containers: [{name: a, image: x}]}`, status);

  it('starts one pod, and the next one when that is gone', () => {
    const state = given(on('a') + on('b'), small());
    assert.deepEqual(phases(state), { a: 'Running', b: 'Pending' });
    assert.equal(podsOf(state)[0]!.status!.podIP, '10.244.9.2');
    assert.deepEqual(phases(after(state, remove('a'))), { b: 'Running' });
  });

  it('starts the one that waits rather than the one that comes for the one that is gone', () => {
    const web = deployment('web', 1, 'nodeSelector: {kubernetes.io/hostname: worker}');
    const state = after(given(web, small()), apply(on('b')));
    assert.equal(phases(state)['b'], 'Pending');
    const [gone] = podNames(state).filter((name) => name !== 'b');
    assert.equal(phases(after(state, remove(gone!)))['b'], 'Running');
  });

  it('needs none for pods that have one already, or that use its own', () => {
    const given1 = on('a', 'status: {podIP: 10.1.1.1}') + on('b', 'status: {podIP: 10.1.1.2}');
    assert.deepEqual(phases(given(given1 + on('c') + on('d', '', 'hostNetwork: true, '), small())), {
      a: 'Running',
      b: 'Running',
      c: 'Running',
      d: 'Running',
    });
  });

  it('gives an address again where no other is left', () => {
    const state = after(given(on('a'), small()), remove('a'), apply(on('b')));
    assert.deepEqual([podNames(state), podsOf(state)[0]!.status!.podIP], [['b'], '10.244.9.2']);
  });
});
