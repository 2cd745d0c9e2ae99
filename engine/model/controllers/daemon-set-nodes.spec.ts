import assert from 'node:assert/strict';
import { defaultCluster, type Pod } from '../../kube/index.ts';
import { after, apply, given, isPodReady, pod, podNames, podRef, podsOf, workload } from '../given.spec.ts';
import type { State } from '../state.ts';

/** On which nodes a DaemonSet has pods, and which of them go (TestNodeShouldRunDaemonPod, TestDaemonSetUpdates...). */

const one = '{containers: [{name: a, image: x}]}';
const set = (spec = one, more = ''): string =>
  workload('DaemonSet', 'agent', `selector: {matchLabels: {app: agent}}\n  ${more}`, spec);
const sick = '{containers: [{name: a, image: v2, readinessProbe: {exec: {command: ["false"]}}}]}';

function daemons(state: State): readonly Pod[] {
  return podsOf(state).filter(({ metadata }) => metadata.labels?.['app'] === 'agent');
}

function nodes(state: State): readonly string[] {
  return daemons(state)
    .map(({ spec }) => spec.nodeName ?? '')
    .toSorted();
}

function tainted(key: string, effect: string): Parameters<typeof after>[1] {
  return apply(
    `apiVersion: v1\nkind: Node\nmetadata: {name: worker}\nspec: {taints: [{key: ${key}, effect: ${effect}}]}\n`,
  );
}

describe('a node and a DaemonSet', () => {
  it('that names another node: none', () => {
    const named = set('{nodeName: worker2, containers: [{name: a, image: x}]}');
    assert.deepEqual(nodes(given(named, defaultCluster(4))), ['worker2']);
  });

  it('with a taint that keeps pods off: none is started, and those there stay', () => {
    const taint = tainted('broken', 'NoSchedule');
    assert.deepEqual(nodes(after(given(''), taint, apply(set()))), ['worker2']);
    assert.deepEqual(nodes(after(given(set()), taint)), ['worker', 'worker2']);
  });

  it('with a taint that drives pods out: none', () => {
    assert.deepEqual(nodes(after(given(set()), tainted('broken', 'NoExecute'))), ['worker2']);
    assert.deepEqual(nodes(after(given(''), tainted('broken', 'NoExecute'), apply(set()))), ['worker2']);
  });

  it('with a taint that only discourages: one', () => {
    assert.deepEqual(nodes(after(given(''), tainted('busy', 'PreferNoSchedule'), apply(set()))), [
      'worker',
      'worker2',
    ]);
  });

  it('without a network: one for pods on the network of the node', () => {
    const taint = tainted('node.kubernetes.io/network-unavailable', 'NoSchedule');
    assert.deepEqual(nodes(after(given(''), taint, apply(set()))), ['worker2']);
    const onHost = set('{hostNetwork: true, containers: [{name: a, image: x}]}');
    assert.deepEqual(nodes(after(given(''), taint, apply(onHost))), ['worker', 'worker2']);
  });
});

describe('a pod of a DaemonSet', () => {
  it('that ended is replaced', () => {
    const owner = '[{apiVersion: apps/v1, kind: DaemonSet, name: agent, controller: true, uid: x}]';
    for (const phase of ['Failed', 'Succeeded']) {
      const ended = pod(
        'agent-0',
        '{nodeName: worker, containers: [{name: a, image: x}]}',
        `status: {phase: ${phase}}`,
      );
      const state = given(
        set() +
          ended
            .replace('{app: web}', '{app: agent}')
            .replace('{name: agent-0,', `{name: agent-0, ownerReferences: ${owner},`),
      );
      assert.deepEqual(nodes(state), ['worker', 'worker2']);
      assert.ok(!podNames(state).includes('agent-0'));
    }
  });

  it('that its node has no room for waits for that node, alone, and goes with it', () => {
    const port = 'ports: [{containerPort: 80, hostPort: 80}]';
    const holder = pod(
      'holder',
      `{nodeName: worker, containers: [{name: a, image: x, ${port}}]}`,
      '',
      '{app: other}',
    );
    const state = given(holder + set(`{containers: [{name: a, image: x, ${port}}]}`));
    assert.deepEqual(nodes(state), ['', 'worker2']);
    assert.deepEqual(
      podNames(after(state, { kind: 'pass-time', seconds: 1 })),
      podNames(state),
      'the same one',
    );
    assert.deepEqual(podNames(after(state, { kind: 'start-node', node: 'worker' })), podNames(state));
    const gone = after(state, { kind: 'delete', object: { kind: 'Node', namespace: '', name: 'worker' } });
    assert.deepEqual(nodes(gone), ['worker2']);
  });

  it('that runs stays beside one that ended, and one of two without an owner', () => {
    const owner = '[{apiVersion: apps/v1, kind: DaemonSet, name: agent, controller: true, uid: x}]';
    const here = (name: string, phase: string, owned: boolean): string =>
      pod(
        name,
        '{nodeName: worker, containers: [{name: a, image: x}]}',
        `status: {phase: ${phase}}`,
        '{app: agent}',
      ).replace(`{name: ${name},`, owned ? `{name: ${name}, ownerReferences: ${owner},` : `{name: ${name},`);
    const onDelete = 'updateStrategy: {type: OnDelete}';
    const state = given(set(one, onDelete) + here('a', 'Failed', true) + here('b', 'Running', true));
    assert.ok(podNames(state).includes('b') && !podNames(state).includes('a'));
    assert.equal(nodes(state).length, 2);
    const orphans = given(set(one, onDelete) + here('a', 'Running', false) + here('b', 'Running', false));
    assert.equal(nodes(orphans).length, 2);
  });

  it('that is being deleted keeps its time when its node drives pods out', () => {
    const state = given(set());
    const name = podsOf(state).find(({ spec }) => spec.nodeName === 'worker')!.metadata.name;
    const going = after(
      state,
      { kind: 'terminate-pod', pod: podRef(name), serving: true },
      tainted('broken', 'NoExecute'),
    );
    assert.ok(podNames(going).includes(name));
    assert.ok(!podNames(after(going, { kind: 'pass-time', seconds: 30 })).includes(name));
  });

  it('that gets its labels back stays, being the oldest, whatever the names', () => {
    const state = given(set());
    const [first] = podNames(state);
    const label = (app: string): Parameters<typeof after>[1] => ({
      kind: 'label',
      object: podRef(first!),
      labels: { app },
    });
    let now = state;
    for (let round = 0; round < 8; round++) {
      now = after(now, label('other'), label('agent'));
      assert.deepEqual(podNames(now), podNames(state));
    }
  });
});

describe('an update of a DaemonSet', () => {
  const image = (state: State, name: string): number =>
    daemons(state).filter(({ spec }) => spec.containers[0]!.image === name).length;
  const four = defaultCluster(4);
  const two = 'updateStrategy: {rollingUpdate: {maxUnavailable: 2}}';

  it('waits for somebody to delete pods with OnDelete', () => {
    const onDelete = 'updateStrategy: {type: OnDelete}';
    const state = given(set(one, onDelete));
    const next = after(state, apply(set(one.replace('image: x', 'image: v2'), onDelete)));
    assert.deepEqual(podNames(next), podNames(state));
    const [first] = podNames(state);
    assert.equal(image(after(next, { kind: 'delete-pod', pod: podRef(first!) }), 'v2'), 1);
  });

  it('replaces as many at a time as may be missing, in numbers or as a share rounded up', () => {
    assert.equal(image(after(given(set(one, two), four), apply(set(sick, two))), 'v2'), 2);
    const share = 'updateStrategy: {rollingUpdate: {maxUnavailable: 30%}}';
    assert.equal(image(after(given(set(one, share), four), apply(set(sick, share))), 'v2'), 2);
  });

  it('counts a pod that is being deleted as missing', () => {
    const state = given(set(one, two), four);
    const [first] = podNames(state);
    const going = after(
      state,
      { kind: 'terminate-pod', pod: podRef(first!), serving: true },
      apply(set(sick, two)),
    );
    assert.deepEqual([image(going, 'v2'), image(going, 'x')], [1, 3], 'that one among the old');
  });

  it('goes on by one for each new pod that gets ready', () => {
    const state = after(given(set(one, two), four), apply(set(sick, two)));
    const fresh = daemons(state).find(({ spec }) => spec.containers[0]!.image === 'v2')!;
    const next = after(state, { kind: 'readiness', pod: podRef(fresh.metadata.name), ready: true });
    assert.deepEqual([image(next, 'v2'), image(next, 'x')], [3, 1]);
  });

  it('replaces old pods first that serve nobody, which count as missing', () => {
    const state = given(set(one, two), four);
    const names = podNames(state);
    const broken = after(
      state,
      ...names.slice(0, 3).map((name) => ({ kind: 'readiness', pod: podRef(name), ready: false }) as const),
      apply(set(sick, two)),
    );
    assert.equal(image(broken, 'v2'), 3);
    assert.deepEqual(
      daemons(broken)
        .filter(isPodReady)
        .map(({ metadata }) => metadata.name),
      [names[3]],
    );
  });

  it('replaces pods of which nobody knows the template', () => {
    const state = given(set());
    const [first] = podNames(state);
    const unknown = after(state, {
      kind: 'label',
      object: podRef(first!),
      labels: { 'controller-revision-hash': null },
    });
    assert.ok(!podNames(unknown).includes(first!));
    assert.deepEqual(nodes(unknown), ['worker', 'worker2']);
  });
});
