import assert from 'node:assert/strict';
import {
  after,
  apply,
  deployment,
  given,
  isPodReady,
  podNames,
  podRef,
  podsOf,
  workload,
} from '../given.spec.ts';
import type { State } from '../state.ts';

describe('a DaemonSet', () => {
  const set = (pod?: string): string =>
    workload('DaemonSet', 'agent', 'selector: {matchLabels: {app: agent}}', pod);
  const nodes = (state: State): readonly string[] =>
    podsOf(state)
      .map(({ spec }) => spec.nodeName ?? '')
      .toSorted();

  it('runs on every worker, not on a tainted control plane', () => {
    assert.deepEqual(nodes(given(set())), ['worker', 'worker2']);
  });

  it('runs everywhere where it tolerates everything', () => {
    const state = given(set('{tolerations: [{operator: Exists}], containers: [{name: a, image: x}]}'));
    assert.deepEqual(nodes(state), ['control-plane', 'worker', 'worker2']);
  });

  it('runs on nodes that its selector picks, and follows their labels', () => {
    const yaml = set('{nodeSelector: {gpu: "yes"}, containers: [{name: a, image: x}]}');
    const label = (value: string | null): Parameters<typeof after>[1] => ({
      kind: 'label',
      object: { kind: 'Node', namespace: '', name: 'worker2' },
      labels: { gpu: value },
    });
    const state = given(yaml);
    assert.deepEqual(nodes(state), []);
    const on = after(state, label('yes'));
    assert.deepEqual(nodes(on), ['worker2']);
    assert.deepEqual(nodes(after(on, label(null))), []);
  });

  it('replaces a deleted pod on its node', () => {
    const state = given(set());
    const [first, second] = podNames(state);
    const next = after(state, { kind: 'delete-pod', pod: podRef(first!) });
    assert.deepEqual(nodes(next), ['worker', 'worker2']);
    assert.ok(podNames(next).includes(second!) && !podNames(next).includes(first!));
  });

  it("updates all its pods, or one where the new ones don't get ready", () => {
    const state = given(set());
    const good = after(state, apply(set('{containers: [{name: a, image: v2}]}')));
    assert.ok(podsOf(good).every(({ spec }) => spec.containers[0]!.image === 'v2'));
    assert.deepEqual(nodes(good), ['worker', 'worker2']);
    const bad = after(
      state,
      apply(set('{containers: [{name: a, image: v2, readinessProbe: {exec: {command: ["false"]}}}]}')),
    );
    assert.equal(podsOf(bad).filter(isPodReady).length, 1);
  });

  it('starts new pods first where it may surge, and takes none down for one that does not get ready', () => {
    const surging = (pod: string): string =>
      workload(
        'DaemonSet',
        'agent',
        'selector: {matchLabels: {app: agent}}\n  updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}',
        pod,
      );
    const state = given(surging('{containers: [{name: a, image: v1}]}'));
    const images = (now: State, ready = true): readonly string[] =>
      podsOf(now)
        .filter((pod) => isPodReady(pod) === ready)
        .map(({ spec }) => spec.containers[0]!.image!);
    const good = after(state, apply(surging('{containers: [{name: a, image: v2}]}')));
    assert.deepEqual(
      [images(good), nodes(good)],
      [
        ['v2', 'v2'],
        ['worker', 'worker2'],
      ],
    );
    const broken = '{containers: [{name: a, image: v2, readinessProbe: {exec: {command: ["false"]}}}]}';
    const bad = after(state, apply(surging(broken)));
    assert.deepEqual([images(bad), images(bad, false)], [['v1', 'v1'], ['v2']]);
    const back = after(bad, apply(surging('{containers: [{name: a, image: v3}]}')));
    assert.deepEqual(
      [images(back), nodes(back)],
      [
        ['v3', 'v3'],
        ['worker', 'worker2'],
      ],
    );
  });

  it('ignores a cordon', () => {
    const cordoned = `
---
apiVersion: v1
kind: Node
metadata: {name: worker}
spec: {unschedulable: true}
`;
    const state = after(given(''.concat(deployment('web', 2))), apply(cordoned), apply(set()));
    assert.deepEqual(
      podsOf(state)
        .filter(({ metadata }) => metadata.labels!['app'] === 'agent')
        .map(({ spec }) => spec.nodeName ?? '')
        .toSorted(),
      ['worker', 'worker2'],
    );
  });
});

describe('the pods of a DaemonSet', () => {
  const set = workload('DaemonSet', 'agent', 'selector: {matchLabels: {app: agent}}');
  const label = (name: string, app: string): Parameters<typeof after>[1] => ({
    kind: 'label',
    object: podRef(name),
    labels: { app },
  });

  it('that lose its labels are let go and replaced', () => {
    const state = given(set);
    const [first] = podNames(state);
    const away = after(state, label(first!, 'other'));
    assert.equal(podNames(away).length, 3);
    const stray = podsOf(away).find(({ metadata }) => metadata.name === first)!;
    assert.deepEqual(stray.metadata.ownerReferences, []);
  });

  it('that get them back stay, being the oldest, and the new one goes', () => {
    const state = given(set);
    for (const name of podNames(state)) {
      const back = after(state, label(name, 'other'), label(name, 'agent'));
      assert.deepEqual(podNames(back), podNames(state));
    }
  });
});
