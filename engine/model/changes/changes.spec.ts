import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import type { Change } from '../../flow/index.ts';
import type { Ref } from '../../kube/index.ts';
import {
  after,
  conditionsOf,
  deployment,
  given,
  isPodReady,
  podNames,
  podRef,
  podsOf,
  service,
  serviceOf,
} from '../given.spec.ts';
import { findPod, podAliases } from '../find-pod.ts';
import type { State } from '../state.ts';

const ref = (kind: string, name: string, namespace = 'default'): Ref => ({ kind, namespace, name });
const remove = (kind: string, name: string, namespace?: string): Change => ({
  kind: 'delete',
  object: ref(kind, name, namespace),
});

function said(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.message;
  }
  return assert.fail('nothing was thrown');
}

describe('finding a pod', () => {
  const state = given(deployment('web', 3));
  const [first, second] = podNames(state);
  const nameOf = (name: string, of: State = state): string =>
    findPod(of, 'default', name).object.metadata.name;

  it('goes by name, by pattern, by number among the pods of a workload', () => {
    assert.equal(nameOf(second!), second);
    assert.equal(nameOf('web-*'), first);
    assert.equal(nameOf('web-1'), first);
    assert.equal(nameOf('web-2'), second);
  });

  it('counts new pods on, and a number never changes its pod', () => {
    const next = after(state, { kind: 'delete-pod', pod: podRef('web-1') });
    const fresh = podNames(next).find((name) => !podNames(state).includes(name));
    assert.equal(nameOf('web-2', next), second);
    assert.equal(nameOf('web-4', next), fresh);
    assert.deepEqual([...podAliases(next, 'default').keys()].toSorted(), ['web-2', 'web-3', 'web-4']);
  });

  it('prefers a pod that has that very name', () => {
    const set = `
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: x}]}}
`;
    const both = given(deployment('web', 2) + set);
    assert.equal(nameOf('web-1', both), 'web-1');
    assert.equal(podAliases(both, 'default').get('web-2'), nameOf('web-2', both));
    assert.notEqual(nameOf('web-2', both), 'web-2');
  });

  it('says what there is where there is no such pod', () => {
    assert.equal(
      said(() => findPod(state, 'default', 'wbe-1')),
      'error: no pod "wbe-1" in namespace "default"\n  try        did you mean "web-1"?',
    );
    assert.match(
      said(() => findPod(state, 'empty', 'web-1')),
      /no pod "web-1" in namespace "empty"\n {2}found {6}no pods at all there/,
    );
    const next = after(state, { kind: 'delete-pod', pod: podRef('web-1') });
    assert.match(
      said(() => findPod(next, 'default', 'web-1')),
      new RegExp(`"web-1" was ${first}, which is gone`),
    );
  });
});

describe('a pod', () => {
  it('on its own is gone when it is deleted', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: x}]}';
    assert.deepEqual(podNames(after(given(pod), { kind: 'delete-pod', pod: podRef('a') })), []);
    assert.deepEqual(podNames(after(given(pod), remove('Pod', 'a'))), []);
  });

  it('that terminates is replaced at once and goes after its grace period', () => {
    const state = after(given(deployment('web', 1) + service('web')), {
      kind: 'terminate-pod',
      pod: podRef('web-1'),
      serving: true,
    });
    assert.deepEqual(
      conditionsOf(state, 'web')
        .map((text) => text.split(' ')[1] ?? '')
        .toSorted(),
      ['-ST', 'RS-'],
    );
    assert.equal(
      podsOf(state).find(({ metadata }) => metadata.deletionTimestamp)!.metadata.deletionTimestamp,
      '1970-01-01T00:00:30Z',
    );
    assert.equal(podNames(after(state, { kind: 'pass-time', seconds: 29 })).length, 2);
    assert.equal(podNames(after(state, { kind: 'pass-time', seconds: 30 })).length, 1);
  });

  it('may be unready and terminating', () => {
    const state = after(given(deployment('web', 1)), {
      kind: 'terminate-pod',
      pod: podRef('web-1'),
      serving: false,
    });
    assert.equal(isPodReady(podsOf(state).find(({ metadata }) => metadata.deletionTimestamp)), false);
  });

  it("that does not run can't become ready", () => {
    const state = given(deployment('web', 1, 'nodeSelector: {no: where}'));
    assert.match(
      said(() => after(state, { kind: 'readiness', pod: podRef('web-1'), ready: true })),
      /can't become ready: it does not run\n {2}found {6}phase Pending, no node took it/,
    );
  });

  it('with a readiness gate is ready when it is said to be', () => {
    const state = given(deployment('web', 1, 'readinessGates: [{conditionType: example.com/x}]'));
    assert.equal(isPodReady(podsOf(state)[0]), false);
    assert.equal(
      isPodReady(podsOf(after(state, { kind: 'readiness', pod: podRef('web-1'), ready: true }))[0]),
      true,
    );
  });
});

describe('scaling', () => {
  const scale = (kind: string, replicas: number): Change => ({
    kind: 'scale',
    object: ref(kind, 'web'),
    replicas,
  });

  it('is for kinds that have replicas, and for numbers', () => {
    const state = given(deployment('web', 1) + service('web'));
    assert.match(
      said(() => after(state, scale('Service', 2))),
      /Service default\/web can't be scaled\n {2}expected {3}one of Deployment/,
    );
    assert.match(
      said(() => after(state, scale('Deployment', -1))),
      /can't have -1 replicas/,
    );
    assert.match(
      said(() => after(state, scale('StatefulSet', 1))),
      /no StatefulSet "web" in namespace "default"/,
    );
  });

  it("of a Deployment's ReplicaSet is undone by the Deployment", () => {
    const state = given(deployment('web', 2));
    const [set] = state.objects.list('ReplicaSet', 'default');
    const next = after(state, {
      kind: 'scale',
      object: ref('ReplicaSet', set!.object.metadata.name),
      replicas: 5,
    });
    assert.equal(podNames(next).length, 2);
  });
});

describe('deleting', () => {
  const state = given(
    deployment('web', 2) +
      service('web') +
      deployment('api', 1).replace('{name: api}', '{name: api, namespace: shop}'),
  );

  it('a namespace takes everything in it', () => {
    const next = after(state, remove('Namespace', 'shop', ''));
    assert.equal(next.objects.get('Namespace', '', 'shop'), undefined);
    assert.deepEqual(podNames(next, 'shop'), []);
    assert.equal(podNames(next).length, 2);
  });

  it('a namespace of the system is forbidden', () => {
    assert.match(
      said(() => after(state, remove('Namespace', 'default', ''))),
      /namespaces "default" is forbidden: this namespace may not be deleted/,
    );
  });

  it('what is not there is a mistake, with the nearest name or the namespace that has it', () => {
    assert.match(
      said(() => after(state, remove('Service', 'wep'))),
      /no Service "wep" in namespace "default"\n {2}try {8}did you mean "web"\?/,
    );
    assert.match(
      said(() => after(state, remove('Deployment', 'api'))),
      /there is one in namespace "shop"/,
    );
  });

  it('and applying again makes a new one: a Service has its old address only by chance', () => {
    const gone = after(state, remove('Service', 'web'));
    assert.throws(() => serviceOf(gone, 'web'));
  });
});

describe('labels', () => {
  it('are set and taken away, of pods also by alias', () => {
    const state = given(deployment('web', 1) + service('web'));
    const next = after(state, {
      kind: 'label',
      object: podRef('web-1'),
      labels: { a: 'b', 'pod-template-hash': null },
    });
    const changed = podsOf(next).find(({ metadata }) => metadata.labels!['a'] === 'b')!;
    assert.equal(changed.metadata.labels!['pod-template-hash'], undefined);
    assert.equal(conditionsOf(next, 'web').length, 2, "an orphan with the Service's labels still serves");
  });

  it('of nodes are seen by the cluster too', () => {
    const next = after(given(''), {
      kind: 'label',
      object: ref('Node', 'worker', ''),
      labels: { zone: 'a' },
    });
    assert.equal(next.cluster.nodes[1]!.object.metadata.labels!['zone'], 'a');
    assert.deepEqual(
      next.cluster.nodes.map(({ object }) => object.metadata.name),
      ['control-plane', 'worker', 'worker2'],
    );
  });
});
