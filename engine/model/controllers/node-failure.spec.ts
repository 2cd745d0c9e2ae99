import assert from 'node:assert/strict';
import { defaultCluster, manifestOf, withVersion } from '../../kube/index.ts';
import {
  after,
  apply,
  conditionsOf,
  deployment,
  given,
  isPodReady,
  podNames,
  podRef,
  podsOf,
  service,
} from '../given.spec.ts';
import type { State } from '../state.ts';

const stop = (node: string) => ({ kind: 'stop-node', node }) as const;
const start = (node: string) => ({ kind: 'start-node', node }) as const;
const pass = (seconds: number) => ({ kind: 'pass-time', seconds }) as const;

function readyOn(state: State, node: string): number {
  return podsOf(state).filter((pod) => pod.spec.nodeName === node && isPodReady(pod)).length;
}

function nodeReady(state: State, node: string): string | undefined {
  const found = state.cluster.nodes.find(({ object }) => object.metadata.name === node);
  return found?.object.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

const web = deployment('web', 4) + service('web');

describe('a node that stops', () => {
  it('is noticed by nobody at first: its pods stay ready', () => {
    const state = after(given(web), stop('worker'));
    assert.equal(readyOn(state, 'worker'), 2);
    assert.equal(readyOn(after(state, pass(49)), 'worker'), 2);
    assert.equal(nodeReady(state, 'worker'), 'True');
  });

  it('is not ready after 50 seconds, and its pods are unready then, not gone', () => {
    const state = after(given(web), stop('worker'), pass(50));
    assert.equal(nodeReady(state, 'worker'), 'Unknown');
    assert.equal(readyOn(state, 'worker'), 0);
    assert.equal(podNames(state).length, 4);
    assert.equal(conditionsOf(state, 'web').filter((text) => text.endsWith('---')).length, 2);
  });

  it('is not ready after 40 seconds up to 1.31', () => {
    const old = withVersion(defaultCluster(), '1.31');
    assert.equal(readyOn(after(given(web, old), stop('worker'), pass(40)), 'worker'), 0);
    assert.equal(readyOn(after(given(web), stop('worker'), pass(40)), 'worker'), 2);
  });

  it('stays not ready, and so do its pods, while it is silent', () => {
    let state = after(given(web), stop('worker'), pass(60));
    for (let i = 0; i < 3; i++) {
      assert.equal(nodeReady(state, 'worker'), 'Unknown');
      assert.equal(readyOn(state, 'worker'), 0);
      state = after(state, pass(10));
    }
  });

  it('has a Ready condition then also where nobody wrote any', () => {
    const cluster = defaultCluster();
    const nodes = cluster.nodes.map((node) => {
      const { conditions: _, ...status } = node.object.status ?? {};
      return manifestOf({ ...node.object, status }, node);
    });
    assert.equal(
      nodeReady(after(given(web, { ...cluster, nodes }), stop('worker'), pass(60)), 'worker'),
      'Unknown',
    );
  });

  it('counts from when it stopped, however time passes', () => {
    const state = after(given(web), pass(1000), stop('worker'), pass(30));
    assert.equal(readyOn(state, 'worker'), 2);
    assert.equal(readyOn(after(state, pass(20)), 'worker'), 0);
  });

  it('loses its pods after 300 more seconds: replaced elsewhere, the old ones terminating for ever', () => {
    const before = after(given(web), stop('worker'), pass(349));
    assert.equal(podNames(before).length, 4);
    const state = after(before, pass(1));
    const [going, others] = [true, false].map((wanted) =>
      podsOf(state).filter(({ metadata }) => (metadata.deletionTimestamp !== undefined) === wanted),
    );
    assert.deepEqual([going!.length, others!.length], [2, 4]);
    assert.ok(others!.every(({ spec }) => spec.nodeName === 'worker2'));
    assert.equal(podNames(after(state, pass(10_000))).length, 6);
  });

  it('loses them when their own tolerations say', () => {
    const quick =
      'tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]';
    const state = given(deployment('web', 4, quick));
    assert.equal(podNames(after(state, stop('worker'), pass(54))).length, 4);
    assert.equal(podNames(after(state, stop('worker'), pass(55))).length, 6);
    const patient = given(deployment('web', 4, 'tolerations: [{operator: Exists}]'));
    assert.equal(podNames(after(patient, stop('worker'), pass(5000))).length, 4);
  });

  it('gives its pods back their readiness when it starts in time', () => {
    const state = given(web);
    const back = after(state, stop('worker'), pass(60), start('worker'));
    assert.equal(readyOn(back, 'worker'), 2);
    assert.deepEqual(podNames(back), podNames(state));
    assert.equal(nodeReady(back, 'worker'), 'True');
    assert.deepEqual(
      back.cluster.nodes[1]!.object.spec!.taints ?? [],
      state.cluster.nodes[1]!.object.spec!.taints ?? [],
    );
  });

  it('does not make a pod ready whose check failed before', () => {
    const state = given(web);
    const [first] = podsOf(state);
    const failing = after(state, { kind: 'readiness', pod: podRef(first!.metadata.name), ready: false });
    const node = first!.spec.nodeName!;
    assert.equal(readyOn(after(failing, stop(node), pass(60), start(node)), node), 1);
  });

  it('is rid of evicted pods when it starts again', () => {
    const back = after(given(web), stop('worker'), pass(400), start('worker'));
    assert.equal(podNames(back).length, 4);
  });

  it('takes no new pods once it is known to be gone', () => {
    const state = after(given(''), stop('worker'), pass(60), apply(deployment('web', 3)));
    assert.ok(
      podsOf(state).every(({ spec, status }) => spec.nodeName === 'worker2' && status!.phase === 'Running'),
    );
  });

  it('may still be given pods before; they wait there', () => {
    const state = after(given(''), stop('worker'), apply(deployment('web', 2)));
    const waiting = podsOf(state).find(({ spec }) => spec.nodeName === 'worker')!;
    assert.deepEqual([waiting.status!.phase, waiting.status!.podIP], ['Pending', undefined]);
    const started = after(state, start('worker'));
    assert.ok(podsOf(started).every(({ status }) => status!.phase === 'Running'));
  });

  it("holds the name of a StatefulSet's pod", () => {
    const set = `
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: a, image: x}]}
`;
    const state = given(set);
    const node = podsOf(state)[0]!.spec.nodeName!;
    const lost = after(state, stop(node), pass(400));
    assert.deepEqual(podNames(lost), ['db-0', 'db-1']);
    assert.ok(podsOf(lost)[0]!.metadata.deletionTimestamp);
    const forced = after(lost, { kind: 'delete-pod', pod: podRef('db-0'), force: true });
    assert.equal(podsOf(forced)[0]!.metadata.deletionTimestamp, undefined);
    assert.notEqual(podsOf(forced)[0]!.spec.nodeName, node);
  });

  it('keeps a pod that is deleted: no kubelet confirms', () => {
    const stopped = after(given(web), stop('worker'));
    const pod = podsOf(stopped).find(({ spec }) => spec.nodeName === 'worker')!;
    const ref = podRef(pod.metadata.name);
    const deleted = after(stopped, { kind: 'delete-pod', pod: ref });
    assert.ok(podNames(deleted).includes(ref.name));
    assert.equal(podNames(deleted).length, 5);
    assert.ok(!podNames(after(deleted, start('worker'))).includes(ref.name));
    assert.ok(!podNames(after(stopped, { kind: 'delete-pod', pod: ref, force: true })).includes(ref.name));
  });
});

describe('many nodes that stop', () => {
  const workers = ['worker', 'worker2', 'worker3'];

  it('lose no pods where three or more and most of the zone are gone', () => {
    const state = given(deployment('web', 6), defaultCluster(4));
    const all = ['worker', 'worker2', 'worker3', 'worker4'].map(stop);
    const lost = after(state, ...all, pass(1000));
    assert.deepEqual(podNames(lost), podNames(state));
    assert.equal(podsOf(lost).filter(isPodReady).length, 0);
  });

  it('lose their pods where enough nodes are left', () => {
    const state = given(deployment('web', 7), defaultCluster(7));
    const lost = after(state, ...workers.map(stop), pass(1000));
    assert.equal(podsOf(lost).filter(({ metadata }) => metadata.deletionTimestamp === undefined).length, 7);
    assert.ok(podNames(lost).length > 7);
  });
});

describe('the control plane', () => {
  it('that stops notices nothing more and takes no orders', () => {
    const state = after(given(web), stop('control-plane'), stop('worker'), pass(1000));
    assert.equal(readyOn(state, 'worker'), 2);
    assert.throws(
      () =>
        after(state, {
          kind: 'scale',
          object: { kind: 'Deployment', namespace: 'default', name: 'web' },
          replicas: 1,
        }),
      /scale needs the API server, and its node is stopped/,
    );
    const back = after(state, start('control-plane'));
    assert.equal(readyOn(back, 'worker'), 2, 'it starts to count when it is back');
    assert.equal(readyOn(after(back, pass(50)), 'worker'), 0);
  });

  it('that was down starts to count for those nodes that it had not noticed', () => {
    const state = after(
      given(web, defaultCluster(3)),
      stop('worker'),
      pass(60),
      stop('worker2'),
      stop('control-plane'),
      pass(100),
      start('control-plane'),
    );
    assert.equal(nodeReady(state, 'worker'), 'Unknown');
    assert.equal(nodeReady(after(state, pass(49)), 'worker2'), 'True');
    assert.equal(nodeReady(after(state, pass(50)), 'worker2'), 'Unknown');
  });

  it('that is cut off hears no worker any more', () => {
    const state = after(given(web), { kind: 'cut-off-node', node: 'control-plane' }, pass(60));
    assert.deepEqual(
      ['control-plane', 'worker', 'worker2'].map((node) => nodeReady(state, node)),
      ['True', 'Unknown', 'Unknown'],
    );
    assert.deepEqual([...state.faults.staleProxies.keys()], ['worker', 'worker2']);
  });
});

describe('a node that is cut off', () => {
  it('is lost like a stopped one, and its proxy goes on with what it knew', () => {
    const state = given(web);
    const cut = after(state, { kind: 'cut-off-node', node: 'worker' });
    assert.equal(cut.faults.staleProxies.get('worker'), state.objects);
    const later = after(cut, pass(60));
    assert.equal(readyOn(later, 'worker'), 0);
    assert.equal(later.faults.staleProxies.get('worker'), state.objects);
    const back = after(later, { kind: 'reconnect-node', node: 'worker' });
    assert.equal(readyOn(back, 'worker'), 2);
    assert.equal(back.faults.staleProxies.size, 0);
  });
});

describe('a proxy that stops', () => {
  it('keeps the objects of that moment until it starts again', () => {
    const state = given(web);
    const stopped = after(state, { kind: 'stop-proxy', node: 'worker' });
    const changed = after(stopped, {
      kind: 'scale',
      object: { kind: 'Deployment', namespace: 'default', name: 'web' },
      replicas: 1,
    });
    assert.equal(changed.faults.staleProxies.get('worker'), state.objects);
    assert.notEqual(changed.objects, state.objects);
    assert.equal(after(changed, { kind: 'start-proxy', node: 'worker' }).faults.staleProxies.size, 0);
  });

  it('stays stopped when its node is cut off and connected again, and starts with its machine', () => {
    const state = after(given(web), { kind: 'stop-proxy', node: 'worker' });
    const again = after(
      state,
      { kind: 'cut-off-node', node: 'worker' },
      { kind: 'reconnect-node', node: 'worker' },
    );
    assert.equal(again.faults.staleProxies.get('worker'), state.faults.staleProxies.get('worker'));
    assert.equal(after(state, stop('worker'), start('worker')).faults.staleProxies.size, 0);
  });
});

describe('a node that is deleted', () => {
  it('takes its pods along, and they are replaced', () => {
    const state = after(given(web), {
      kind: 'delete',
      object: { kind: 'Node', namespace: '', name: 'worker' },
    });
    assert.deepEqual(
      state.cluster.nodes.map(({ object }) => object.metadata.name),
      ['control-plane', 'worker2'],
    );
    assert.equal(readyOn(state, 'worker2'), 4);
    assert.equal(podNames(state).length, 4);
  });
});

describe('a taint that drives pods out', () => {
  it("moves those that don't tolerate it", () => {
    const tainted = `
apiVersion: v1
kind: Node
metadata: {name: worker}
spec: {taints: [{key: broken, effect: NoExecute}]}
`;
    const state = after(given(web), apply(tainted));
    assert.equal(readyOn(state, 'worker2'), 4);
    const tolerant = given(deployment('web', 4, 'tolerations: [{key: broken, operator: Exists}]'));
    assert.equal(readyOn(after(tolerant, apply(tainted)), 'worker'), 2);
  });
});

describe('a node that nobody has', () => {
  it('is a mistake of the change, with the nearest name', () => {
    for (const kind of ['stop-node', 'cut-off-node', 'stop-proxy'] as const) {
      assert.throws(
        () => after(given(''), { kind, node: 'worker1' }),
        /no node "worker1"[^]*control-plane, worker, worker2[^]*did you mean "worker"/,
      );
    }
  });

  it('is a mistake of time too: it does not go back', () => {
    assert.throws(() => after(given(''), pass(-1)), /time can't pass by -1 seconds/);
  });
});
