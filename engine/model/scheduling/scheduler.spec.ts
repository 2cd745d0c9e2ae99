import assert from 'node:assert/strict';
import { after, apply, deployment, given, pod, podsOf, workload } from '../given.spec.ts';
import type { State } from '../state.ts';

const nodeOf = (state: State, name: string): string | undefined =>
  podsOf(state).find(({ metadata }) => metadata.name === name)?.spec.nodeName;
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A ReplicaSet of three pods, two of which a dump has on worker already. */
function dumped(name: string, phase: string): string {
  const owner = `[{apiVersion: apps/v1, kind: ReplicaSet, name: ${name}, controller: true, uid: x}]`;
  const there = [1, 2].map((n) =>
    pod(
      `${name}-${n}`,
      '{nodeName: worker, containers: [{name: a, image: x}]}',
      `status: {phase: ${phase}}`,
      `{app: ${name}}`,
    ).replace('labels:', `ownerReferences: ${owner}, labels:`),
  );
  return (
    workload('ReplicaSet', name, `replicas: 3\n  selector: {matchLabels: {app: ${name}}}`) + there.join('')
  );
}

describe('pods of one owner', () => {
  it('are spread beside those that are there', () => {
    for (const name of names) {
      const fresh = podsOf(given(dumped(name, 'Running'))).filter(
        ({ metadata }) => !/-[12]$/.test(metadata.name),
      );
      assert.deepEqual(
        fresh.map(({ spec }) => spec.nodeName),
        ['worker2'],
        name,
      );
    }
  });

  it('are spread as if those were gone that have ended', () => {
    for (const name of names) {
      const fresh = podsOf(given(dumped(name, 'Failed'))).filter(
        ({ metadata }) => !/-[12]$/.test(metadata.name),
      );
      const there = fresh.filter(({ spec }) => spec.nodeName === 'worker').length;
      assert.ok(there === 1 || there === 2, `${name}: three over two nodes`);
    }
  });
});

describe('the scheduler', () => {
  it('gives the port of a pod that has ended to the next one', () => {
    const spec = (node: string): string =>
      `{${node}, containers: [{name: a, image: x, ports: [{containerPort: 80, hostPort: 80}]}]}`;
    for (const phase of ['Succeeded', 'Failed']) {
      const state = given(
        pod('old', spec('nodeName: worker'), `status: {phase: ${phase}}`) +
          pod('new', spec('nodeSelector: {kubernetes.io/hostname: worker}')),
      );
      assert.equal(nodeOf(state, 'new'), 'worker', phase);
    }
  });

  it('uses no node of which nobody knows more than its name', () => {
    const bare = apply('apiVersion: v1\nkind: Node\nmetadata: {name: bare}\n');
    const state = after(given(''), bare, apply(deployment('web', 9)));
    assert.ok(podsOf(state).every(({ spec }) => spec.nodeName !== 'bare' && spec.nodeName !== undefined));
  });
});
