import assert from 'node:assert/strict';
import { after, apply, deployment, given, pod, podNames, podRef, podsOf, workload } from '../given.spec.ts';

/** Pods and taints that drive them out (`taint-eviction-controller`). */

const pass = (seconds: number) => ({ kind: 'pass-time', seconds }) as const;
const taint = (...keys: readonly string[]): Parameters<typeof after>[1] =>
  apply(
    `apiVersion: v1\nkind: Node\nmetadata: {name: worker}\nspec: {taints: [${keys
      .map((key) => `{key: ${key}, effect: NoExecute}`)
      .join(', ')}]}\n`,
  );
const on = (tolerations: string): string =>
  pod('a', `{nodeName: worker, tolerations: [${tolerations}], containers: [{name: a, image: x}]}`);
const short = '{key: broken, operator: Exists, effect: NoExecute, tolerationSeconds: 60}';

describe('a taint that drives pods out', () => {
  it('leaves a pod as long as its toleration says, from when the taint came', () => {
    const state = after(given(on(short)), pass(1000), taint('broken'), pass(59));
    assert.deepEqual(podNames(state), ['a']);
    assert.deepEqual(podNames(after(state, pass(1))), []);
  });

  it('counts anew when it goes and comes again', () => {
    const again = after(
      given(on(short)),
      taint('broken'),
      pass(50),
      taint(),
      pass(50),
      taint('broken'),
      pass(59),
    );
    assert.deepEqual(podNames(again), ['a']);
    assert.deepEqual(podNames(after(again, pass(1))), []);
  });

  it('leaves a pod that tolerates it for good, and takes one that does not at once', () => {
    assert.deepEqual(
      podNames(after(given(on('{key: broken, operator: Exists}')), taint('broken'), pass(9999))),
      ['a'],
    );
    assert.deepEqual(podNames(after(given(on('')), taint('broken'))), []);
    assert.deepEqual(podNames(after(given(on('{key: other, operator: Exists}')), taint('broken'))), []);
  });

  it('is one of several, of which each must be tolerated', () => {
    assert.deepEqual(podNames(after(given(on(short)), taint('broken', 'other'))), []);
    const both = `${short}, {key: other, operator: Exists, effect: NoExecute, tolerationSeconds: 20}`;
    const state = after(given(on(both)), taint('broken', 'other'), pass(19));
    assert.deepEqual(podNames(state), ['a']);
    assert.deepEqual(podNames(after(state, pass(1))), []);
  });

  it('is tolerated by the first toleration that fits', () => {
    const forEver = '{operator: Exists}';
    const left = (tolerations: string): readonly string[] =>
      podNames(after(given(on(tolerations)), taint('broken'), pass(60)));
    assert.deepEqual(left(`${forEver}, ${short}`), ['a']);
    assert.deepEqual(left(`${short}, ${forEver}`), []);
  });

  it('of a node that is not ready or not reachable is tolerated for 300 seconds by every pod', () => {
    for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
      const state = after(given(on('')), taint(key), pass(299));
      assert.deepEqual(podNames(state), ['a'], key);
      assert.deepEqual(podNames(after(state, pass(1))), [], key);
    }
    assert.deepEqual(podNames(after(given(on('')), taint('example.com/not-ready'))), []);
  });

  it('leaves a pod alone that is being deleted already', () => {
    const going = after(
      given(on('')),
      { kind: 'terminate-pod', pod: podRef('a'), serving: true },
      taint('broken'),
    );
    assert.deepEqual(podNames(going), ['a']);
    assert.deepEqual(podNames(after(going, pass(30))), []);
  });

  it('makes no Job run again that is done', () => {
    const owner = '[{apiVersion: batch/v1, kind: Job, name: load, controller: true, uid: x}]';
    const done = on('')
      .replace(
        '{name: a, labels: {app: web}}',
        `{name: a, labels: {job-name: load}, ownerReferences: ${owner}}`,
      )
      .concat('status: {phase: Succeeded}\n');
    const template = '{restartPolicy: Never, containers: [{name: a, image: x}]}';
    const state = after(given(workload('Job', 'load', 'completions: 1', template) + done), taint('broken'));
    assert.equal(podsOf(state).filter(({ status }) => status?.phase !== 'Succeeded').length, 0);
  });

  it('does nothing on other nodes', () => {
    const state = after(given(deployment('web', 4)), taint('broken'));
    assert.ok(podsOf(state).every(({ spec }) => spec.nodeName === 'worker2'));
  });
});
