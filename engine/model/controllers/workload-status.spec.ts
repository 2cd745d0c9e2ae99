import assert from 'node:assert/strict';
import { after, deployment, given, podNames, podRef, workload } from '../given.spec.ts';
import type { State } from '../state.ts';

/** The counts that each kind of workload shows, zero left out where the API leaves it out. */

const sick = '{containers: [{name: a, image: x, readinessProbe: {exec: {command: ["false"]}}}]}';
const never = '{restartPolicy: Never, containers: [{name: a, image: x}]}';
const statusOf = (state: State, kind: string): unknown =>
  (state.objects.get(kind, 'default', 'web')!.object as unknown as { status?: unknown }).status;

describe('the status of a workload', () => {
  const labels = 'selector: {matchLabels: {app: web}}';
  const rows: readonly (readonly [string, spec: string, ready: object, unready: object])[] = [
    [
      'ReplicaSet',
      `replicas: 2\n  ${labels}`,
      { replicas: 2, readyReplicas: 2, availableReplicas: 2 },
      { replicas: 2 },
    ],
    [
      'ReplicationController',
      'replicas: 2\n  selector: {app: web}',
      { replicas: 2, readyReplicas: 2, availableReplicas: 2 },
      { replicas: 2 },
    ],
    [
      'StatefulSet',
      `replicas: 2\n  podManagementPolicy: Parallel\n  ${labels}`,
      { replicas: 2, readyReplicas: 2, availableReplicas: 2 },
      { replicas: 2 },
    ],
    [
      'DaemonSet',
      labels,
      { currentNumberScheduled: 2, desiredNumberScheduled: 2, numberReady: 2, numberAvailable: 2 },
      { currentNumberScheduled: 2, desiredNumberScheduled: 2, numberReady: 0 },
    ],
  ];
  for (const [kind, spec, ready, unready] of rows) {
    it(`of kind ${kind} counts its pods and those that are ready`, () => {
      assert.deepEqual(statusOf(given(workload(kind, 'web', spec)), kind), ready);
      assert.deepEqual(statusOf(given(workload(kind, 'web', spec, sick)), kind), unready);
    });
  }

  it('of kind Job counts those that run', () => {
    assert.deepEqual(statusOf(given(workload('Job', 'web', 'parallelism: 2', never)), 'Job'), {
      active: 2,
      ready: 2,
    });
    assert.deepEqual(statusOf(given(workload('Job', 'web', 'suspend: true', never)), 'Job'), { ready: 0 });
  });

  it('of kind Deployment counts the pods of its ReplicaSets', () => {
    assert.deepEqual(statusOf(given(deployment('web', 2)), 'Deployment'), {
      replicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    });
    const scale = {
      kind: 'scale',
      object: { kind: 'Deployment', namespace: 'default', name: 'web' },
      replicas: 0,
    } as const;
    assert.deepEqual(statusOf(after(given(deployment('web', 2)), scale), 'Deployment'), {});
  });

  it('counts no pod that is being deleted, and follows what changes', () => {
    const state = given(deployment('web', 2));
    const [first] = podNames(state);
    const going = after(state, { kind: 'terminate-pod', pod: podRef(first!), serving: true });
    assert.equal(podNames(going).length, 3);
    assert.deepEqual(statusOf(going, 'Deployment'), statusOf(state, 'Deployment'));
    const unready = after(state, { kind: 'readiness', pod: podRef(first!), ready: false });
    assert.deepEqual(statusOf(unready, 'Deployment'), {
      replicas: 2,
      readyReplicas: 1,
      availableReplicas: 1,
      unavailableReplicas: 1,
    });
  });

  it('follows one count that changes while others stay', () => {
    const set = workload('ReplicaSet', 'web', 'replicas: 2\n  selector: {matchLabels: {app: web}}');
    const state = given(set);
    const unready = after(state, { kind: 'readiness', pod: podRef(podNames(state)[0]!), ready: false });
    assert.deepEqual(statusOf(unready, 'ReplicaSet'), {
      replicas: 2,
      readyReplicas: 1,
      availableReplicas: 1,
    });
    const back = after(unready, { kind: 'readiness', pod: podRef(podNames(state)[0]!), ready: true });
    assert.deepEqual(statusOf(back, 'ReplicaSet'), statusOf(state, 'ReplicaSet'));
  });

  it('keeps what else is written in it', () => {
    const recorded = `${deployment('web', 1)}status: {observedGeneration: 4, replicas: 9, unavailableReplicas: 9}\n`;
    assert.deepEqual(statusOf(given(recorded), 'Deployment'), {
      observedGeneration: 4,
      replicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
    });
  });
});
