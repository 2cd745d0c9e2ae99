import assert from 'node:assert/strict';
import { refOf, type Pod, type ReplicaSet } from '../../kube/index.ts';
import { after, apply, deployment, given, isPodReady, podRef, podsOf } from '../given.spec.ts';
import type { State } from '../state.ts';

const sick = 'containers: [{name: sick, image: x, readinessProbe: {exec: {command: ["false"]}}}]';
const web = (replicas: number, more = ''): string => deployment('web', replicas, '', more);
const broken = (replicas: number, more = ''): string =>
  web(replicas, more).replace(/containers:[^]*$/, `${sick}\n`);

const scale = (replicas: number): Parameters<typeof after>[1] => ({
  kind: 'scale',
  object: { kind: 'Deployment', namespace: 'default', name: 'web' },
  replicas,
});

/** Ready pods and others. */
function counts(state: State): readonly [ready: number, others: number] {
  const ready = podsOf(state).filter(isPodReady).length;
  return [ready, podsOf(state).length - ready];
}

function sets(state: State): readonly ReplicaSet[] {
  return state.objects.list<ReplicaSet>('ReplicaSet', 'default').map(({ object }) => object);
}

describe('a Deployment that is scaled', () => {
  it('while it is paused scales the pods that it has', () => {
    const state = after(given(web(2)), apply(broken(2, 'paused: true')));
    assert.deepEqual(counts(state), [2, 0]);
    const more = after(state, scale(4));
    assert.deepEqual(counts(more), [4, 0]);
    assert.deepEqual(counts(after(more, scale(0))), [0, 0]);
    assert.deepEqual(counts(after(more, scale(0), scale(3))), [3, 0], 'of the template that it had');
  });

  it('in the middle of a rollout that hangs shares the difference out', () => {
    const state = after(given(web(3)), apply(broken(3)));
    assert.deepEqual(counts(state), [3, 1]);
    assert.deepEqual(counts(after(state, scale(6))), [5, 3], '6 and 2 first, then the rollout goes on');
    assert.deepEqual(counts(after(state, scale(0))), [0, 0]);
  });

  it('by the manifest that brings another template scales the old pods first', () => {
    assert.deepEqual(counts(after(given(web(3)), apply(broken(5)))), [4, 3]);
    assert.deepEqual(counts(after(given(web(3)), apply(web(5).replace('8080', '9090')))), [5, 0]);
  });

  it('notes in the ReplicaSet what it asked for', () => {
    const note = (state: State): unknown => sets(state)[0]!.metadata.annotations;
    const asked = (desired: string, most: string): unknown => ({
      'deployment.kubernetes.io/desired-replicas': desired,
      'deployment.kubernetes.io/max-replicas': most,
    });
    assert.deepEqual(note(given(web(4))), asked('4', '5'));
    assert.deepEqual(note(after(given(web(4)), scale(8))), asked('8', '10'));
    assert.deepEqual(note(given(web(4, 'strategy: {type: Recreate}'))), asked('4', '4'));
  });
});

describe('several old templates', () => {
  const imageOf = (pod: Pod): string => pod.spec.containers[0]!.image!;
  const count = (state: State, image: string): number =>
    podsOf(state).filter((pod) => imageOf(pod) === image).length;
  /** The state after so many pods of this image got ready. */
  const getReady = (state: State, image: string, n: number): State =>
    after(
      state,
      ...podsOf(state)
        .filter((pod) => imageOf(pod) === image)
        .slice(0, n)
        .map(({ metadata }) => ({ kind: 'readiness', pod: podRef(metadata.name), ready: true }) as const),
    );

  for (const [one, two] of [
    ['a', 'b'],
    ['b', 'a'],
    ['c', 'd'],
    ['d', 'c'],
    ['e', 'f'],
    ['f', 'e'],
  ] as const) {
    it(`lose unready pods first, then pods of the oldest (${one} before ${two})`, () => {
      const started = given(web(10).replace('example.com/web', one));
      const second = after(started, apply(broken(10).replace('image: x', `image: ${two}`)));
      assert.deepEqual([count(second, one), count(second, two)], [8, 5]);
      const further = getReady(second, two, 2);
      assert.deepEqual([count(further, one), count(further, two)], [6, 7]);
      const third = after(further, apply(broken(10)));
      assert.deepEqual([count(third, one), count(third, two), count(third, 'x')], [6, 2, 5]);
      const last = getReady(third, 'x', 1);
      assert.deepEqual([count(last, one), count(last, two), count(last, 'x')], [5, 2, 6]);
    });
  }
});

describe('ReplicaSets that a Deployment did not make', () => {
  const orphan = (labels: string): string => `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: stray, labels: ${labels}}
spec:
  replicas: 1
  selector: {matchLabels: {app: stray}}
  template:
    metadata: {labels: {app: stray}}
    spec: {containers: [{name: a, image: x}]}
`;
  const ownersOf = (state: State): unknown =>
    sets(state)
      .find((set) => refOf(set).name === 'stray')
      ?.metadata.ownerReferences?.map(({ name }) => name);

  it('are taken in where its selector picks them, also by a paused one', () => {
    assert.deepEqual(ownersOf(given(web(1) + orphan('{app: web}'))), ['web']);
    assert.deepEqual(ownersOf(given(web(1, 'paused: true') + orphan('{app: web}'))), ['web']);
  });

  it('stay alone where it does not', () => {
    assert.equal(ownersOf(given(web(1) + orphan('{app: other}'))), undefined);
  });
});

describe('pods that do not count in a rollout', () => {
  it('are those that are being deleted: they protect no old pod', () => {
    const state = given(web(3));
    const [first] = podsOf(state);
    const going = after(
      state,
      { kind: 'terminate-pod', pod: podRef(first!.metadata.name), serving: true },
      apply(broken(3)),
    );
    const old = podsOf(going).filter((pod) => pod.spec.containers[0]!.name === 'web');
    assert.equal(old.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length, 3);
  });
});

describe('ReplicaSets of a dump', () => {
  /** A ReplicaSet with one pod; that of hash `ccc` has the present template. */
  const recorded = (hash: string, ready: boolean, notes: string): string => {
    const labels = `{app: web, pod-template-hash: ${hash}}`;
    const spec = `{containers: [{name: web, image: example.com/web${hash === 'ccc' ? '' : `-${hash}`}, ports: [{name: http, containerPort: 8080}]}]}`;
    const owner = (kind: string, name: string): string =>
      `[{apiVersion: apps/v1, kind: ${kind}, name: ${name}, controller: true, uid: x}]`;
    return `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: web-${hash}
  labels: ${labels}
  annotations: {${notes}}
  ownerReferences: ${owner('Deployment', 'web')}
spec:
  replicas: 1
  selector: {matchLabels: ${labels}}
  template: {metadata: {labels: ${labels}}, spec: ${spec}}
---
apiVersion: v1
kind: Pod
metadata: {name: web-${hash}-x, uid: u-${hash}, labels: ${labels}, ownerReferences: ${owner('ReplicaSet', `web-${hash}`)}}
spec: {nodeName: worker, containers: [{name: web, image: x}]}
status: {phase: Running, podIP: 10.244.1.${hash.charCodeAt(0)}, conditions: [{type: Ready, status: "${ready ? 'True' : 'False'}"}]}
`;
  };
  const asked = (desired: number | string, most: number): string =>
    `deployment.kubernetes.io/desired-replicas: "${desired}", deployment.kubernetes.io/max-replicas: "${most}"`;
  const sizes = (state: State): readonly string[] =>
    sets(state).map(({ metadata, spec }) => `${metadata.name.slice(4)} ${spec.replicas}`);
  const slow = 'strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}';

  it('shrink from the oldest on where all are as large', () => {
    const dump =
      recorded('aaa', true, asked(3, 3)) +
      recorded('bbb', true, asked(3, 3)) +
      recorded('ccc', false, asked(3, 3));
    assert.deepEqual(sizes(given(web(2, slow) + dump)), ['aaa 0', 'bbb 1', 'ccc 1']);
  });

  it('are emptied beside one that is full, also while the Deployment is paused', () => {
    const dump = recorded('aaa', true, asked(2, 2)) + recorded('ccc', true, asked(1, 1));
    assert.deepEqual(sizes(given(web(1, 'paused: true') + dump)), ['aaa 0', 'ccc 1']);
  });

  it('roll on where nobody can read what was asked of them', () => {
    const dump = recorded('ccc', true, asked('many', 3));
    const next = after(given(web(1) + dump), apply(web(1).replace('8080', '9090')));
    assert.equal(podsOf(next).length, 1);
    assert.equal(podsOf(next)[0]!.spec.containers[0]!.ports![0]!.containerPort, 9090);
  });

  it('with ended pods hold up no Recreate', () => {
    const dump = recorded('aaa', true, asked(1, 1)).replace('phase: Running', 'phase: Failed');
    const state = given(web(1, 'strategy: {type: Recreate}') + dump);
    assert.ok(podsOf(state).some(({ status }) => status!.phase === 'Running'));
  });
});
