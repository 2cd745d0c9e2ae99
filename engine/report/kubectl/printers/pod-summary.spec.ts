import assert from 'node:assert/strict';
import type { Pod } from '../../../kube/index.ts';
import { summarize } from './pod-summary.ts';

interface Parts {
  readonly status?: object;
  readonly containers?: readonly object[];
  readonly initContainers?: readonly object[];
  readonly metadata?: object;
}

function pod({ status = {}, containers = [{ name: 'a' }], initContainers = [], metadata = {} }: Parts): Pod {
  return {
    kind: 'Pod',
    metadata: { name: 'p', ...metadata },
    spec: { containers, initContainers },
    status,
  } as unknown as Pod;
}

const running = (name: string, ready = true) => ({ name, ready, restartCount: 0, state: { running: {} } });
const initialized = { type: 'Initialized', status: 'True' };

describe('what kubectl makes of a pod', () => {
  it('counts ready containers', () => {
    const summary = summarize(
      pod({
        containers: [{ name: 'a' }, { name: 'b' }],
        status: { phase: 'Running', containerStatuses: [running('a'), running('b', false)] },
      }),
    );
    assert.deepEqual(summary, { ready: 1, total: 2, status: 'Running', restarts: 0, lastRestart: undefined });
  });

  it('takes the word of the first container that has one', () => {
    const waiting = (name: string, reason: string) => ({ name, state: { waiting: { reason } } });
    const containerStatuses = [waiting('a', 'ErrImagePull'), waiting('b', 'CrashLoopBackOff')];
    assert.equal(summarize(pod({ status: { phase: 'Pending', containerStatuses } })).status, 'ErrImagePull');
  });

  it('names a container that ended without a reason by signal or exit code', () => {
    const ended = (terminated: object) =>
      summarize(
        pod({ status: { phase: 'Failed', containerStatuses: [{ name: 'a', state: { terminated } }] } }),
      ).status;
    assert.equal(ended({ exitCode: 3 }), 'ExitCode:3');
    assert.equal(ended({ exitCode: 137, signal: 9 }), 'Signal:9');
    assert.equal(ended({ exitCode: 1, reason: 'Error' }), 'Error');
  });

  it('is Running or NotReady while one of its containers is done and another runs', () => {
    const done = { name: 'a', state: { terminated: { exitCode: 0, reason: 'Completed' } } };
    const status = (ready: string) =>
      summarize(
        pod({
          status: {
            phase: 'Running',
            conditions: [{ type: 'Ready', status: ready }],
            containerStatuses: [done, running('b')],
          },
        }),
      ).status;
    assert.equal(status('True'), 'Running');
    assert.equal(status('False'), 'NotReady');
  });

  it('says how far initialisation is', () => {
    const initContainers = [{ name: 'i' }, { name: 'j' }];
    const status = (...initContainerStatuses: object[]) =>
      summarize(pod({ initContainers, status: { phase: 'Pending', initContainerStatuses } })).status;
    const done = { name: 'i', state: { terminated: { exitCode: 0 } } };
    assert.equal(status({ name: 'i', state: { running: {} } }), 'Init:0/2');
    assert.equal(status(done, { name: 'j', state: { waiting: { reason: 'PodInitializing' } } }), 'Init:1/2');
    assert.equal(
      status(done, { name: 'j', state: { waiting: { reason: 'ImagePullBackOff' } } }),
      'Init:ImagePullBackOff',
    );
    assert.equal(status({ name: 'i', state: { terminated: { exitCode: 2 } } }), 'Init:ExitCode:2');
  });

  it('counts a sidecar as a container once it started', () => {
    const sidecar = { ...running('s'), started: true, restartCount: 2 };
    const summary = summarize(
      pod({
        initContainers: [{ name: 's', restartPolicy: 'Always' }],
        status: {
          phase: 'Running',
          conditions: [initialized],
          initContainerStatuses: [sidecar],
          containerStatuses: [running('a')],
        },
      }),
    );
    assert.deepEqual([summary.ready, summary.total, summary.restarts], [2, 2, 2]);
  });

  it('forgets restarts of init containers once the pod runs', () => {
    const init = { name: 'i', restartCount: 4, state: { terminated: { exitCode: 0 } } };
    const summary = summarize(
      pod({
        initContainers: [{ name: 'i' }],
        status: { phase: 'Running', initContainerStatuses: [init], containerStatuses: [running('a')] },
      }),
    );
    assert.equal(summary.restarts, 0);
  });

  it('knows when a container ended last', () => {
    const ended = (name: string, finishedAt: string) => ({
      ...running(name),
      restartCount: 1,
      lastState: { terminated: { exitCode: 1, finishedAt } },
    });
    const containerStatuses = [ended('a', '2026-01-01T00:00:05Z'), ended('b', '2026-01-01T00:00:01Z')];
    const { restarts, lastRestart } = summarize(pod({ status: { phase: 'Running', containerStatuses } }));
    assert.deepEqual([restarts, lastRestart], [2, Date.parse('2026-01-01T00:00:05Z')]);
  });

  it('says Terminating of a deleted pod, unless it is done or its node is lost', () => {
    const status = (fields: object) =>
      summarize(pod({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' }, status: fields })).status;
    assert.equal(status({ phase: 'Running' }), 'Terminating');
    assert.equal(status({ phase: 'Succeeded' }), 'Succeeded');
    assert.equal(status({ phase: 'Running', reason: 'NodeLost' }), 'Unknown');
  });

  it('says why a pod waits for the scheduler', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }];
    assert.equal(summarize(pod({ status: { phase: 'Pending', conditions } })).status, 'SchedulingGated');
    assert.equal(summarize(pod({ status: { phase: 'Failed', reason: 'Evicted' } })).status, 'Evicted');
  });
});
