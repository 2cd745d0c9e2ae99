import assert from 'node:assert/strict';
import type { Pod } from '../../kube/index.ts';
import { after, deployment, given, pod, podRef, podsOf, workload } from '../given.spec.ts';
import type { State } from '../state.ts';

/** Which pods a controller takes for its own (TestClaimPods of PodControllerRefManager). */

const bare = '{nodeName: worker, containers: [{name: a, image: x}]}';
const kinds: Readonly<Record<string, string>> = {
  ReplicaSet: 'replicas: 1\n  selector: SELECTOR',
  // It would replace what it takes in by a pod of its template.
  DaemonSet: 'updateStrategy: {type: OnDelete}\n  selector: SELECTOR',
};

/** The owners of the pod `stray` once a controller of this selector has looked at it. */
function ownersOf(state: State, name = 'stray'): readonly string[] {
  const found = podsOf(state).find(({ metadata }) => metadata.name === name);
  return found?.metadata.ownerReferences?.map((owner) => owner.name) ?? [];
}

function claimed(kind: string, selector: string, labels: string, status = ''): readonly string[] {
  const spec = kinds[kind]!.replace('SELECTOR', selector);
  return ownersOf(given(workload(kind, 'web', spec) + pod('stray', bare, status, labels)));
}

for (const kind of Object.keys(kinds)) {
  describe(`an orphan and a ${kind}`, () => {
    const both = '{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: NotIn, values: [b]}]}';
    const rows: readonly (readonly [string, string, string, string, readonly string[]])[] = [
      [
        'is taken in where its labels match',
        '{matchLabels: {app: web}}',
        '{app: web, more: yes-please}',
        '',
        ['web'],
      ],
      ['is left alone where they do not', '{matchLabels: {app: web}}', '{app: other}', '', []],
      ['is left alone where an expression rules it out', both, '{app: web, tier: b}', '', []],
      ['is taken in where no expression does', both, '{app: web, tier: a}', '', ['web']],
      [
        'is left alone where it has ended',
        '{matchLabels: {app: web}}',
        '{app: web}',
        'status: {phase: Succeeded}',
        [],
      ],
      [
        'is found by expressions alone',
        '{matchExpressions: [{key: app, operator: In, values: [web]}]}',
        '{app: web}',
        '',
        ['web'],
      ],
    ];
    for (const [words, selector, labels, status, expected] of rows) {
      it(words, () => assert.deepEqual(claimed(kind, selector, labels, status), expected));
    }
  });
}

describe('an orphan that gets its labels later', () => {
  const expressions = '{matchExpressions: [{key: app, operator: In, values: [web]}]}';
  const label = { kind: 'label', object: podRef('stray'), labels: { app: 'web' } } as const;

  for (const kind of Object.keys(kinds)) {
    it(`is taken in by a ${kind} then`, () => {
      for (const selector of ['{matchLabels: {app: web}}', expressions]) {
        const spec = kinds[kind]!.replace('SELECTOR', selector);
        const state = given(workload(kind, 'web', spec) + pod('stray', bare, '', '{app: other}'));
        assert.deepEqual(ownersOf(state), []);
        assert.equal(podsOf(after(state, label)).length, podsOf(state).length - 1, 'one is too many then');
      }
    });
  }

  it('is taken in by a ReplicationController then', () => {
    const controller = workload('ReplicationController', 'web', 'replicas: 1\n  selector: {app: web}');
    const state = given(controller + pod('stray', bare, '', '{app: other}'));
    assert.equal(podsOf(after(state, label)).length, podsOf(state).length - 1);
  });

  it('is taken in as a ReplicaSet by a Deployment then', () => {
    for (const selector of ['{matchLabels: {app: web}}', expressions]) {
      const orphan = workload('ReplicaSet', 'stray', 'replicas: 1\n  selector: {matchLabels: {app: stray}}');
      const above = deployment('web', 1).replace('{matchLabels: {app: web}}', selector);
      const state = given(above + orphan);
      const next = after(state, {
        kind: 'label',
        object: { kind: 'ReplicaSet', namespace: 'default', name: 'stray' },
        labels: { app: 'web' },
      });
      const owners = (of: State): unknown =>
        of.objects
          .get('ReplicaSet', 'default', 'stray')!
          .object.metadata.ownerReferences?.map(({ name }) => name);
      assert.deepEqual([owners(state), owners(next)], [undefined, ['web']]);
    }
  });
});

describe('a pod of another controller', () => {
  it('is left to that', () => {
    const owned = pod('stray', bare).replace(
      '{name: stray,',
      '{name: stray, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: other, controller: true, uid: x}],',
    );
    const set = workload('ReplicaSet', 'web', 'replicas: 1\n  selector: {matchLabels: {app: web}}');
    assert.deepEqual(ownersOf(given(set + owned)), ['other']);
  });
});

describe('other owners of a pod', () => {
  it('stay, whoever manages it', () => {
    const shared = pod('stray', bare).replace(
      '{name: stray,',
      '{name: stray, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: also, uid: x}],',
    );
    const set = workload('ReplicaSet', 'web', 'replicas: 1\n  selector: {matchLabels: {app: web}}');
    const state = given(set + shared);
    assert.deepEqual(ownersOf(state), ['also', 'web']);
    const away = after(state, { kind: 'label', object: podRef('stray'), labels: { app: 'other' } });
    assert.deepEqual(ownersOf(away), ['also']);
  });

  it('of a pod that a scale-down takes at once change nothing', () => {
    const set = workload('ReplicaSet', 'web', 'replicas: 0\n  selector: {matchLabels: {app: web}}');
    assert.deepEqual(podsOf(given(set + pod('stray', bare))), [] as readonly Pod[]);
  });
});
