import assert from 'node:assert/strict';
import type { Pod, ReplicaSet } from '../../kube/index.ts';
import { after, deployment, given, pod, podNames, podRef, podsOf, workload } from '../given.spec.ts';
import type { State } from '../state.ts';

/** Dumps of workloads that are incomplete, or in the middle of something. */

interface Dumped {
  readonly owner: string;
  readonly kind?: string;
  readonly labels?: string;
  readonly phase?: string;
}

let count = 0;
/** A pod of a dump; each has an address of its own. */
function dumped(
  name: string,
  { owner, kind = 'ReplicaSet', labels = 'app: web', phase = 'Running' }: Dumped,
): string {
  const ip = `10.244.1.${(count += 1)}`;
  return pod(
    name,
    '{nodeName: worker, containers: [{name: web, image: example.com/web, ports: [{name: http, containerPort: 8080}]}]}',
    `status: {phase: ${phase}, podIP: ${ip}, conditions: [{type: Ready, status: "True"}]}`,
    `{${labels}}`,
  ).replace(
    `{name: ${name},`,
    `{name: ${name}, uid: u-${name}, ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${owner}, controller: true, uid: x}],`,
  );
}

function setsOf(state: State): readonly string[] {
  return state.objects.list<ReplicaSet>('ReplicaSet', 'default').map(({ object }) => object.metadata.name);
}

describe('a dump of a Deployment without its ReplicaSets', () => {
  const of = (hash: string, names: readonly string[], more: Partial<Dumped> = {}): string =>
    names
      .map((name) =>
        dumped(`web-${hash}-${name}`, {
          owner: `web-${hash}`,
          labels: `app: web, pod-template-hash: ${hash}`,
          ...more,
        }),
      )
      .join('');

  it('gets the one back that most of its pods name, of equals the first', () => {
    const web = deployment('web', 2);
    assert.deepEqual(setsOf(given(web + of('aaa', ['x']) + of('bbb', ['x', 'y']))), ['web-bbb']);
    assert.deepEqual(setsOf(given(web + of('bbb', ['x', 'y']) + of('aaa', ['x', 'y']))), ['web-aaa']);
    assert.deepEqual(setsOf(given(web + of('ccc', ['x', 'y']) + of('ddd', ['x', 'y']))), ['web-ccc']);
  });

  it('asks only pods that live, that a ReplicaSet owns, and that its selector picks', () => {
    const web = deployment('web', 1);
    const made = setsOf(given(web))[0];
    const alive = of('bbb', ['x']);
    for (const other of [
      of('aaa', ['x', 'y'], { phase: 'Failed' }),
      of('aaa', ['x', 'y'], { kind: 'DaemonSet' }),
      of('aaa', ['x', 'y'], { labels: 'app: other' }),
    ]) {
      assert.deepEqual(setsOf(given(web + other)), [made]);
      assert.deepEqual(setsOf(given(web + other + alive)), ['web-bbb']);
    }
    const both = web.replace(
      '{matchLabels: {app: web}}',
      '{matchLabels: {app: web}, matchExpressions: [{key: old, operator: DoesNotExist}]}',
    );
    assert.deepEqual(
      setsOf(given(both + of('aaa', ['x'], { labels: 'app: web, old: "1"' }))).includes('web-aaa'),
      false,
    );
  });

  it('takes none for its own that is named otherwise', () => {
    const state = given(deployment('web', 1) + dumped('api-1', { owner: 'api' }));
    assert.equal(setsOf(state).length, 1);
    assert.ok(setsOf(state)[0]!.startsWith('web-'));
    assert.equal(podNames(state).length, 2);
  });

  it('is complete where a ReplicaSet of it is there, whichever pods it has', () => {
    const set = (name: string, owned: boolean): string => `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: ${name}
  labels: {app: web, pod-template-hash: zzz}
  ${owned ? 'ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true, uid: x}]' : ''}
spec:
  replicas: 1
  selector: {matchLabels: {app: web, pod-template-hash: zzz}}
  template:
    metadata: {labels: {app: web, pod-template-hash: zzz}}
    spec: {containers: [{name: web, image: example.com/old}]}
`;
    const web = deployment('web', 1);
    const owned = setsOf(given(web + set('web-zzz', true) + of('aaa', ['x'])));
    assert.ok(owned.includes('web-zzz') && !owned.includes('web-aaa'));
    const named = setsOf(given(web + set('web-zzz', false) + of('zzz', ['x'])));
    assert.ok(named.includes('web-zzz'));
    const stranger = set('other', false).replaceAll('app: web', 'app: other');
    assert.ok(setsOf(given(web + stranger + of('aaa', ['x']))).includes('web-aaa'));
  });
});

describe('a dump of pods with revisions', () => {
  const template =
    '{containers: [{name: web, image: example.com/web, ports: [{name: http, containerPort: 8080}]}]}';
  const set = (replicas: number, status = ''): string =>
    workload('StatefulSet', 'db', `replicas: ${replicas}\n  selector: {matchLabels: {app: db}}`, template) +
    status;
  const member = (ordinal: number, revision: string): string =>
    dumped(`db-${ordinal}`, {
      owner: 'db',
      kind: 'StatefulSet',
      labels: revision === '' ? 'app: db' : `app: db, controller-revision-hash: ${revision}`,
    });
  const recorded = (state: State): readonly string[] =>
    podsOf(state)
      .filter(({ metadata }) => metadata.uid !== undefined)
      .map(({ metadata }: Pod) => metadata.name);

  it('takes the one that the status says, if a pod has it', () => {
    const pods = member(0, 'db-old') + member(1, 'db-old') + member(2, 'db-new');
    assert.deepEqual(recorded(given(set(3, 'status: {updateRevision: db-new}\n') + pods)), ['db-2']);
    assert.deepEqual(recorded(given(set(3, 'status: {updateRevision: db-gone}\n') + pods)), ['db-0', 'db-1']);
  });

  it('takes the one that most have else', () => {
    const pods = member(0, 'db-a') + member(1, 'db-b') + member(2, 'db-b');
    assert.deepEqual(recorded(given(set(3) + pods)), ['db-1', 'db-2']);
    assert.deepEqual(
      recorded(given(set(2) + member(0, 'db-b') + member(1, 'db-a'))),
      ['db-1'],
      'of equals the first',
    );
    assert.deepEqual(
      recorded(given(set(3) + member(0, '') + member(1, '') + member(2, 'db-x'))).includes('db-2'),
      true,
    );
  });
});

describe('a recorded pod on a node that is off', () => {
  it('has no grace period to wait for when its node is back', () => {
    const state = given(dumped('a', { owner: 'gone' }));
    const deleted = after(
      state,
      { kind: 'stop-node', node: 'worker' },
      { kind: 'delete-pod', pod: podRef('a') },
    );
    assert.deepEqual(podNames(deleted), ['a']);
    assert.deepEqual(podNames(after(deleted, { kind: 'start-node', node: 'worker' })), []);
  });
});
