import assert from 'node:assert/strict';
import { after, apply, given, podNames, podRef, podsOf, workload } from '../given.spec.ts';
import type { State } from '../state.ts';

/** A StatefulSet that shrinks while some of its pods are not ready (`processCondemned`). */

const set = (replicas: number, more = ''): string =>
  workload('StatefulSet', 'db', `replicas: ${replicas}\n  selector: {matchLabels: {app: db}}\n  ${more}`);
const scale = (replicas: number): Parameters<typeof after>[1] => ({
  kind: 'scale',
  object: { kind: 'StatefulSet', namespace: 'default', name: 'db' },
  replicas,
});
const readiness = (ordinal: number, ready: boolean): Parameters<typeof after>[1] => ({
  kind: 'readiness',
  pod: podRef(`db-${ordinal}`),
  ready,
});

/** The ordinals of what is left of five pods, `unready` among them, after it shrank to `replicas`. */
function left(unready: readonly number[], replicas: number, more = ''): string {
  const state = after(
    given(set(5, more)),
    ...unready.map((ordinal) => readiness(ordinal, false)),
    scale(replicas),
  );
  return ordinals(state);
}

function ordinals(state: State): string {
  return podNames(state)
    .map((name) => name.slice(3))
    .join('');
}

describe('a StatefulSet that shrinks', () => {
  const rows: readonly (readonly [string, unready: readonly number[], replicas: number, left: string])[] = [
    ['takes away all pods of higher ordinals', [], 2, '01'],
    ['to nothing', [], 0, ''],
    ['takes none away before those that stay are ready', [1], 3, '01234'],
    ['takes one away that is not ready', [4], 2, '01'],
    ['takes those above one away that is not ready, then that one', [3], 2, '01'],
    ['waits for a pod that is not ready while a lower one is not either', [4, 2], 2, '01234'],
    ['takes away what is above two unready ones, and waits', [3, 2], 1, '0123'],
  ];
  for (const [words, unready, replicas, expected] of rows) {
    it(words, () => assert.equal(left(unready, replicas), expected));
  }

  it('takes all away at once where its pods are parallel', () => {
    for (const unready of [[1], [4, 2], [3, 2]]) {
      assert.equal(left(unready, 2, 'podManagementPolicy: Parallel'), '01');
    }
  });

  it('goes on when they get ready', () => {
    const waiting = after(given(set(5)), readiness(1, false), scale(3));
    assert.equal(ordinals(after(waiting, readiness(1, true))), '012');
  });

  it('waits for a pod that is being deleted', () => {
    const state = given(set(5));
    const node = state.objects.get('Pod', 'default', 'db-3')!.object as unknown as {
      spec: { nodeName: string };
    };
    const going = after(state, { kind: 'terminate-pod', pod: podRef('db-4'), serving: true }, scale(2));
    assert.equal(ordinals(going), '01234');
    assert.equal(ordinals(after(going, { kind: 'pass-time', seconds: 30 })), '01');
    const lost = after(state, { kind: 'stop-node', node: node.spec.nodeName }, scale(2));
    assert.ok(ordinals(lost).startsWith('0123'), 'no kubelet says that db-3 is gone, so db-2 stays');
  });

  it('orders ordinals as numbers', () => {
    assert.equal(
      podNames(after(given(set(12)), readiness(10, false), readiness(9, false), scale(9))).length,
      11,
    );
  });
});

describe('pods of a StatefulSet that are named otherwise', () => {
  it('are left alone', () => {
    const odd = ['db-x', 'db-1a', 'other-1'].map(
      (name) => `
---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: {app: db}
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true, uid: x}]
spec: {containers: [{name: a, image: x}]}
`,
    );
    assert.deepEqual(podNames(given(set(1) + odd.join(''))), ['db-0', 'db-1a', 'db-x', 'other-1']);
  });
});

describe('an update of a StatefulSet', () => {
  const images = (state: State): readonly (string | undefined)[] =>
    podsOf(state).map(({ spec }) => spec.containers[0]!.image);
  const v2 = (yaml: string): string => yaml.replace('image: x', 'image: v2');
  const broken = (yaml: string): string =>
    yaml.replace('image: x', 'image: v2, readinessProbe: {exec: {command: ["false"]}}');
  const parallel = 'podManagementPolicy: Parallel';

  it('counts its partition from its first ordinal', () => {
    const more = 'ordinals: {start: 5}\n  updateStrategy: {rollingUpdate: {partition: 1}}';
    assert.deepEqual(images(after(given(set(3, more)), apply(v2(set(3, more))))), ['x', 'v2', 'v2']);
  });

  it('leaves all as they are where its partition is beyond the last', () => {
    const more = 'updateStrategy: {rollingUpdate: {partition: 9}}';
    assert.deepEqual(images(after(given(set(2, more)), apply(v2(set(2, more))))), ['x', 'x']);
  });

  it('stops at a pod that does not get ready, also where its pods are parallel', () => {
    for (const more of ['', parallel]) {
      const state = after(given(set(3, more)), apply(broken(set(3, more))));
      assert.deepEqual(images(state), ['x', 'x', 'v2'], more);
    }
  });

  it('replaces a pod that is not ready where its pods are parallel only', () => {
    const state = (more: string): State =>
      after(given(set(3, more)), readiness(0, false), apply(v2(set(3, more))));
    assert.deepEqual(images(state(parallel)), ['v2', 'v2', 'v2']);
    assert.deepEqual(images(state('')), ['x', 'x', 'x']);
  });

  it('waits for a pod that is being deleted', () => {
    const terminate = { kind: 'terminate-pod', pod: podRef('db-1'), serving: true } as const;
    const going = after(given(set(2, parallel)), terminate, apply(v2(set(2, parallel))));
    assert.deepEqual(images(going), ['x', 'x']);
    assert.deepEqual(images(after(going, { kind: 'pass-time', seconds: 30 })), ['v2', 'v2']);
    const shrunk = after(given(set(2, parallel)), terminate, scale(0));
    assert.equal(ordinals(shrunk), '1', 'which keeps its grace period');
  });

  it('that needs more pods makes one after another of its template', () => {
    assert.equal(ordinals(after(given(set(2)), apply(broken(set(5))))), '012');
  });

  it('replaces pods of which nobody knows the template', () => {
    const unknown = after(given(set(2)), {
      kind: 'label',
      object: podRef('db-0'),
      labels: { 'controller-revision-hash': null },
    });
    assert.ok(podsOf(unknown).every(({ metadata }) => metadata.labels!['controller-revision-hash']));
  });

  it('is none for a pod that ended, which is replaced', () => {
    const ended = `
---
apiVersion: v1
kind: Pod
metadata:
  name: db-0
  uid: old
  labels: {app: db}
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true, uid: x}]
spec: {nodeName: worker, containers: [{name: a, image: x}]}
status: {phase: Succeeded}
`;
    const state = given(set(2) + ended);
    assert.deepEqual(
      podsOf(state).map(({ metadata, status }) => [metadata.name, metadata.uid, status!.phase]),
      [
        ['db-0', undefined, 'Running'],
        ['db-1', undefined, 'Running'],
      ],
    );
  });
});
