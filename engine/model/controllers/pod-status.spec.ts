import assert from 'node:assert/strict';
import type { Condition, Pod, PodSpec, PodStatus } from '../../kube/index.ts';
import { runningStatus } from './pod-status.ts';

/** The status of a pod that a kubelet runs, as far as the manifest shows it (`GeneratePodReadyCondition` and others). */

const sick = { readinessProbe: { exec: { command: ['false'] } } };

function statusOf(
  spec: Partial<PodSpec>,
  status?: PodStatus,
  hostIPs: readonly string[] = ['172.18.0.3'],
): PodStatus {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'web', image: 'x' }], ...spec },
    ...(status && { status }),
  };
  return runningStatus(pod, ['10.244.1.5'], hostIPs, () => false);
}

/** `Type` for true, `Type!reason` for false. */
function conditions({ conditions = [] }: PodStatus): readonly string[] {
  return conditions.map(({ type, status, reason }) => (status === 'True' ? type : `${type}!${reason ?? ''}`));
}

const scheduled = 'PodScheduled';
const started = 'PodReadyToStartContainers';

describe('the status of a pod', () => {
  it('that is ready', () => {
    assert.deepEqual(statusOf({}), {
      phase: 'Running',
      hostIP: '172.18.0.3',
      hostIPs: [{ ip: '172.18.0.3' }],
      podIP: '10.244.1.5',
      podIPs: [{ ip: '10.244.1.5' }],
      containerStatuses: [
        { name: 'web', image: 'x', ready: true, started: true, restartCount: 0, state: { running: {} } },
      ],
      conditions: [started, 'Initialized', 'Ready', 'ContainersReady', scheduled].map((type) => ({
        type,
        status: 'True',
      })),
    });
  });

  it('of which a container is not ready', () => {
    const status = statusOf({
      containers: [
        { name: 'web', image: 'x' },
        { name: 'sick', ...sick },
      ],
    });
    assert.equal(status.phase, 'Running');
    assert.deepEqual(conditions(status), [
      started,
      'Initialized',
      'Ready!ContainersNotReady',
      'ContainersReady!ContainersNotReady',
      scheduled,
    ]);
    assert.deepEqual(
      status.containerStatuses!.map(({ name, ready }) => [name, ready]),
      [
        ['web', true],
        ['sick', false],
      ],
    );
  });

  it('whose gates are closed: that of another type, or one that is False, opens none', () => {
    const readinessGates = [{ conditionType: 'lb' }];
    const given = (...list: readonly Condition[]): readonly string[] =>
      conditions(statusOf({ readinessGates }, { conditions: list }));
    const closed = [started, 'Initialized', 'Ready!ReadinessGatesNotReady', 'ContainersReady', scheduled];
    assert.deepEqual(given(), closed);
    assert.deepEqual(given({ type: 'other', status: 'True' }), [...closed, 'other']);
    assert.deepEqual(given({ type: 'lb', status: 'False' }), [...closed, 'lb!']);
    assert.deepEqual(given({ type: 'lb', status: 'True' }), [
      started,
      'Initialized',
      'Ready',
      'ContainersReady',
      scheduled,
      'lb',
    ]);
    assert.equal(
      conditions(statusOf({ readinessGates, containers: [{ name: 'web', ...sick }] }))[2],
      'Ready!ContainersNotReady',
    );
  });

  it('of which an init container fails', () => {
    const status = statusOf({ initContainers: [{ name: 'i', command: ['false'] }] });
    assert.equal(status.phase, 'Pending');
    assert.deepEqual(conditions(status), [
      started,
      'Initialized!ContainersNotInitialized',
      'Ready!ContainersNotReady',
      'ContainersReady!ContainersNotReady',
      scheduled,
    ]);
    assert.deepEqual(status.containerStatuses, [
      {
        name: 'web',
        image: 'x',
        ready: false,
        started: false,
        restartCount: 0,
        state: { waiting: { reason: 'PodInitializing' } },
      },
    ]);
    assert.ok(!('initContainerStatuses' in status));
  });

  it('with a sidecar, which has a status of its own', () => {
    const status = statusOf({ initContainers: [{ name: 'side', restartPolicy: 'Always' }] });
    assert.deepEqual(status.initContainerStatuses, [
      { name: 'side', ready: true, started: true, restartCount: 0, state: { running: {} } },
    ]);
  });

  it('on a node without addresses says nothing of them', () => {
    const status = statusOf({}, undefined, []);
    assert.ok(!('hostIP' in status) && !('hostIPs' in status));
  });

  it('is what its manifest says, where it says it', () => {
    const status = statusOf({}, { phase: 'Unknown', conditions: [{ type: 'Ready', status: 'False' }] });
    assert.equal(status.phase, 'Unknown');
    assert.deepEqual(conditions(status), [started, 'Initialized', 'ContainersReady', scheduled, 'Ready!']);
  });
});
