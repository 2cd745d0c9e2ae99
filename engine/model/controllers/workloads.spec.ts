import assert from 'node:assert/strict';
import { defaultCluster, type Manifest, type Pod, type ReplicaSet } from '../../kube/index.ts';
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

const broken = 'containers: [{name: sick, image: x, readinessProbe: {exec: {command: ["false"]}}}]';

function setsOf(state: State): readonly string[] {
  return state.objects
    .list<ReplicaSet>('ReplicaSet', 'default')
    .map(({ object }) => `${object.metadata.name} ${object.spec.replicas}`);
}

const scaled = (kind: string, replicas: number, name = 'web'): Parameters<typeof after>[1] => ({
  kind: 'scale',
  object: { kind, namespace: 'default', name },
  replicas,
});

describe('a Deployment', () => {
  it('makes a ReplicaSet named by its template, and that one the pods', () => {
    const state = given(deployment('web', 3));
    const [set] = state.objects.list<ReplicaSet>('ReplicaSet', 'default');
    const { name, labels, ownerReferences } = set!.object.metadata;
    const hash = name.slice('web-'.length);
    assert.match(name, /^web-[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
    assert.deepEqual(labels, { app: 'web', 'pod-template-hash': hash });
    assert.deepEqual(ownerReferences, [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true },
    ]);
    assert.deepEqual(set!.object.spec.selector, { matchLabels: { app: 'web', 'pod-template-hash': hash } });
    const pods = podsOf(state);
    assert.equal(pods.length, 3);
    for (const { metadata } of pods) {
      assert.match(metadata.name, new RegExp(`^${name}-[bcdfghjklmnpqrstvwxz2456789]{5}$`));
      assert.deepEqual(metadata.labels, { app: 'web', 'pod-template-hash': hash });
      assert.equal(metadata.ownerReferences![0]!.name, name);
    }
  });

  it('gives its pods the places of its template', () => {
    const pod: Manifest<Pod> = given(deployment('web', 1)).objects.list<Pod>('Pod', 'default')[0]!;
    const lineOf = (...path: readonly (string | number)[]): number | undefined => pod.placeOf(path)?.line;
    assert.equal(lineOf('spec', 'containers', 0, 'ports', 0, 'containerPort'), 17, 'where it is written');
    assert.equal(lineOf('metadata', 'labels', 'app'), 11);
    assert.equal(lineOf('spec', 'nodeName'), 12, 'the nearest field around');
    assert.equal(lineOf('status', 'podIP'), 5, 'the name of the workload');
    assert.equal(lineOf('metadata', 'name'), 5);
    assert.equal(lineOf(), 3, 'the workload');
  });

  it('replaces a deleted pod under a new name, and leaves the others alone', () => {
    const state = given(deployment('web', 3));
    const [first, ...rest] = podNames(state);
    const next = podNames(after(state, { kind: 'delete-pod', pod: podRef(first!) }));
    assert.equal(next.length, 3);
    assert.ok(!next.includes(first!));
    assert.ok(rest.every((name) => next.includes(name)));
  });

  it('never gives a name again', () => {
    let state = given(deployment('web', 2));
    const seen = new Set(podNames(state));
    for (let i = 0; i < 20; i++) {
      const [first] = podNames(state);
      state = after(state, { kind: 'delete-pod', pod: podRef(first!) });
      for (const name of podNames(state)) seen.add(name);
    }
    assert.equal(seen.size, 22);
  });

  it('is scaled up and down, and new pods get new names', () => {
    const state = given(deployment('web', 3));
    const zero = after(state, scaled('Deployment', 0));
    assert.deepEqual(podNames(zero), []);
    const back = podNames(after(zero, scaled('Deployment', 3)));
    assert.equal(back.length, 3);
    assert.ok(back.every((name) => !podNames(state).includes(name)));
  });

  it('gives up unready pods first when it is scaled down', () => {
    const state = given(deployment('web', 3));
    const [first, second, third] = podNames(state);
    const unready = after(state, { kind: 'readiness', pod: podRef(first!), ready: false });
    assert.deepEqual(podNames(after(unready, scaled('Deployment', 2))), [second!, third!]);
  });

  it('replaces all pods when its template changes, and keeps the old ReplicaSet empty', () => {
    const state = given(deployment('web', 3));
    const next = after(state, apply(deployment('web', 3).replace('8080', '9090')));
    assert.equal(podNames(next).length, 3);
    assert.ok(podNames(next).every((name) => !podNames(state).includes(name)));
    assert.equal(podsOf(next)[0]!.spec.containers[0]!.ports![0]!.containerPort, 9090);
    assert.deepEqual(
      setsOf(next)
        .map((text) => text.split(' ')[1] ?? '')
        .toSorted(),
      ['0', '3'],
    );
    const back = after(next, apply(deployment('web', 3)));
    assert.equal(setsOf(back).length, 2, 'the old ReplicaSet is used again');
    assert.ok(setsOf(back).includes(setsOf(state)[0]!));
  });

  it("leaves old pods serving where new ones don't get ready", () => {
    const state = given(deployment('web', 3));
    const next = after(state, apply(deployment('web', 3, '').replace(/containers:[^]*$/, broken)));
    const ready = podsOf(next).filter(isPodReady);
    assert.equal(ready.length, 3);
    assert.equal(podsOf(next).length, 4);
    assert.ok(ready.every(({ metadata }) => podNames(state).includes(metadata.name)));
  });

  it('with Recreate has none left then', () => {
    const strategy = 'strategy: {type: Recreate}';
    const state = given(deployment('web', 3, '', strategy));
    const next = after(state, apply(deployment('web', 3, '', strategy).replace(/containers:[^]*$/, broken)));
    assert.equal(podsOf(next).filter(isPodReady).length, 0);
    assert.equal(podsOf(next).length, 3);
  });

  it('hangs where old pods hold the host ports that new ones need', () => {
    const pod = (image: string): string =>
      deployment('web', 2).replace(
        /containers:[^]*$/,
        `containers: [{name: a, image: ${image}, ports: [{containerPort: 80, hostPort: 80}]}]`,
      );
    const next = after(given(pod('a')), apply(pod('b')));
    const states = podsOf(next).map(({ spec, status }) => `${spec.containers[0]!.image} ${status!.phase}`);
    assert.deepEqual(states.toSorted(), ['a Running', 'a Running', 'b Pending']);
  });

  it('that is paused starts nothing and follows no new template', () => {
    assert.deepEqual(podNames(given(deployment('web', 2, '', 'paused: true'))), []);
    const state = given(deployment('web', 2));
    const next = after(state, apply(deployment('web', 2, '', 'paused: true').replace('8080', '9090')));
    assert.deepEqual(podNames(next), podNames(state));
  });

  it('takes its pods along when it is deleted', () => {
    const state = after(given(deployment('web', 2) + deployment('api', 1)), {
      kind: 'delete',
      object: { kind: 'Deployment', namespace: 'default', name: 'web' },
    });
    assert.equal(podNames(state).length, 1);
    assert.equal(setsOf(state).length, 1);
  });
});

describe('a pod that changes its labels', () => {
  it('is let go and replaced, and runs on', () => {
    const state = given(deployment('web', 2));
    const [first] = podNames(state);
    const next = after(state, { kind: 'label', object: podRef(first!), labels: { app: 'other' } });
    assert.equal(podNames(next).length, 3);
    const orphan = podsOf(next).find(({ metadata }) => metadata.name === first)!;
    assert.deepEqual(orphan.metadata.ownerReferences, []);
    assert.equal(orphan.status!.phase, 'Running');
  });

  it('is taken in again when it gets them back, and one too many goes', () => {
    const state = given(deployment('web', 2));
    const [first] = podNames(state);
    const away = after(state, { kind: 'label', object: podRef(first!), labels: { app: 'other' } });
    const back = after(away, { kind: 'label', object: podRef(first!), labels: { app: 'web' } });
    assert.equal(podNames(back).length, 2);
    assert.equal(podsOf(back).filter(({ metadata }) => metadata.ownerReferences?.length === 1).length, 2);
  });

  it("may be anybody's: a ReplicaSet adopts what its selector picks", () => {
    const stray = `
---
apiVersion: v1
kind: Pod
metadata: {name: stray, labels: {app: web}}
spec: {containers: [{name: a, image: x}]}
`;
    const state = given(
      workload('ReplicaSet', 'web', 'replicas: 2\n  selector: {matchLabels: {app: web}}') + stray,
    );
    assert.equal(podNames(state).length, 2);
    assert.ok(podNames(state).includes('stray'));
  });
});

describe('a ReplicaSet of its own', () => {
  const set = (replicas: number): string =>
    workload('ReplicaSet', 'web', `replicas: ${replicas}\n  selector: {matchLabels: {app: web}}`);

  it('never gives a name again', () => {
    let state = given(set(1));
    const seen = new Set<string>();
    for (let i = 0; i < 5; i++) {
      const [name] = podNames(state);
      seen.add(name!);
      state = after(state, { kind: 'delete-pod', pod: podRef(name!) });
    }
    assert.equal(seen.size, 5);
  });

  it('counts a pod that came back by when it was first seen', () => {
    const state = given(set(3), defaultCluster(1));
    for (const name of podNames(state)) {
      const label = (app: string) => ({ kind: 'label', object: podRef(name), labels: { app } }) as const;
      const back = after(state, label('other'), label('web'));
      assert.deepEqual(podNames(back), podNames(state), 'the one that was made in the meantime goes');
      assert.deepEqual(podNames(after(back, scaled('ReplicaSet', 2))), podNames(state).slice(0, 2));
    }
  });

  it('takes the last of those that were made together for the newest', () => {
    const state = given(set(3), defaultCluster(1));
    assert.deepEqual(podNames(after(state, scaled('ReplicaSet', 2))), podNames(state).slice(0, 2));
  });

  it('is made again by its Deployment', () => {
    const state = given(deployment('web', 2));
    const [set] = state.objects.list<ReplicaSet>('ReplicaSet', 'default');
    const { name } = set!.object.metadata;
    const next = after(state, { kind: 'delete', object: { kind: 'ReplicaSet', namespace: 'default', name } });
    assert.deepEqual(setsOf(next), setsOf(state));
    assert.equal(podNames(next).length, 2);
  });
});

describe('ReplicaSets and ReplicationControllers', () => {
  it("make pods of their own, and don't touch those when the template changes", () => {
    for (const [kind, selector] of [
      ['ReplicaSet', 'selector: {matchLabels: {app: web}}'],
      ['ReplicationController', 'selector: {app: web}'],
    ] as const) {
      const state = given(workload(kind, 'web', `replicas: 2\n  ${selector}`));
      assert.equal(podNames(state).length, 2);
      assert.match(podNames(state)[0]!, /^web-[a-z0-9]{5}$/);
      const next = after(
        state,
        apply(workload(kind, 'web', `replicas: 2\n  ${selector}`, '{containers: [{name: a, image: v2}]}')),
      );
      assert.deepEqual(podNames(next), podNames(state));
    }
  });
});

describe('a Job', () => {
  const job = (spec: string): string =>
    workload('Job', 'load', spec, '{restartPolicy: Never, containers: [{name: a, image: x}]}');

  it('runs a pod with its name for a label; as many as parallelism and completions allow', () => {
    const [pod, ...others] = podsOf(given(job('backoffLimit: 1')));
    assert.equal(others.length, 0);
    assert.match(pod!.metadata.name, /^load-[a-z0-9]{5}$/);
    assert.deepEqual(pod!.metadata.labels, {
      app: 'load',
      'batch.kubernetes.io/job-name': 'load',
      'job-name': 'load',
    });
    assert.equal(podNames(given(job('parallelism: 3'))).length, 3);
    assert.equal(podNames(given(job('parallelism: 3\n  completions: 2'))).length, 2);
  });

  it('runs nothing while it is suspended', () => {
    assert.deepEqual(podNames(given(job('suspend: true'))), []);
  });
});

describe('the status of workloads', () => {
  it('counts pods and ready pods', () => {
    const state = given(deployment('web', 3));
    const ready = after(state, { kind: 'readiness', pod: podRef(podNames(state)[0]!), ready: false });
    const status = ready.objects.get('Deployment', 'default', 'web')!.object as unknown as { status: object };
    assert.deepEqual(status.status, {
      replicas: 3,
      readyReplicas: 2,
      availableReplicas: 2,
      unavailableReplicas: 1,
    });
  });
});
