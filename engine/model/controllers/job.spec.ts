import assert from 'node:assert/strict';
import { after, apply, given, pod, podNames, podRef, podsOf, workload } from '../given.spec.ts';

/** Rows of upstream's TestControllerSyncJob, as far as pods are recorded or made here. */
const job = (spec: string, status = ''): string =>
  workload('Job', 'load', spec, '{restartPolicy: Never, containers: [{name: a, image: x}]}') + status;

/** A pod of the Job that has come to this phase. */
function recorded(name: string, phase: string): string {
  const owner = '[{apiVersion: batch/v1, kind: Job, name: load, controller: true, uid: x}]';
  return pod(
    name,
    '{nodeName: worker, restartPolicy: Never, containers: [{name: a, image: x}]}',
    `status: {phase: ${phase}, podIP: 10.244.1.${name.length}}`,
    '{job-name: load}',
  ).replace(`{name: ${name},`, `{name: ${name}, uid: u-${name}, ownerReferences: ${owner},`);
}

/** Pods of the Job that have not ended. */
function active(yaml: string): number {
  return podsOf(given(yaml)).filter(({ status }) => status?.phase === 'Running' || !status?.phase).length;
}

describe('how many pods a Job runs', () => {
  const done = recorded('done', 'Succeeded');
  const rows: readonly (readonly [string, string, number])[] = [
    ['all that it may at a time, if enough are to complete', job('parallelism: 2\n  completions: 5'), 2],
    ['no more than are to complete', job('parallelism: 5\n  completions: 2'), 2],
    ['no more than are left to complete', job('parallelism: 5\n  completions: 2') + done, 1],
    ['none once all have completed', job('parallelism: 5\n  completions: 1') + done, 0],
    [
      'none, not fewer, once more than all have completed',
      job('completions: 1') + done + recorded('done-2', 'Succeeded'),
      0,
    ],
    ['of a queue, all that it may at a time', job('parallelism: 2'), 2],
    ['of a queue, no new ones after one has succeeded', job('parallelism: 2') + done, 0],
    [
      'of a queue, those that run after one has succeeded',
      job('parallelism: 3') + done + recorded('a', 'Running'),
      1,
    ],
    ['another in the place of one that failed', job('completions: 1') + recorded('bad', 'Failed'), 1],
    ['none while it is suspended', job('suspend: true\n  parallelism: 2'), 0],
    ['none once it is complete', job('parallelism: 2', finished('Complete')), 0],
    ['none once it has failed', job('parallelism: 2', finished('Failed')), 0],
    ['as ever while it only may fail', job('parallelism: 2', finished('Failed', 'False')), 2],
    ['as ever where another condition holds', job('parallelism: 2', finished('Suspended')), 2],
  ];
  for (const [words, yaml, expected] of rows) it(words, () => assert.equal(active(yaml), expected));

  function finished(type: string, status = 'True'): string {
    return `status: {conditions: [{type: ${type}, status: "${status}"}]}\n`;
  }
});

describe('the pods of a Job', () => {
  it('are taken away while it is suspended, and are new ones after that', () => {
    const state = given(job('parallelism: 2'));
    const suspended = after(state, apply(job('suspend: true\n  parallelism: 2')));
    assert.deepEqual(podNames(suspended), []);
    const again = podNames(after(suspended, apply(job('suspend: false\n  parallelism: 2'))));
    assert.equal(again.length, 2);
    assert.ok(again.every((name) => !podNames(state).includes(name)));
  });

  it('need no labels in the template', () => {
    const bare = job('parallelism: 1').replace('metadata: {labels: {app: load}}', '');
    const [pod] = podsOf(given(bare));
    assert.deepEqual(pod!.metadata.labels, { 'batch.kubernetes.io/job-name': 'load', 'job-name': 'load' });
  });

  it('are replaced when one is deleted', () => {
    const state = given(job('parallelism: 2'));
    const [first] = podNames(state);
    const next = podNames(after(state, { kind: 'delete-pod', pod: podRef(first!) }));
    assert.equal(next.length, 2);
    assert.ok(!next.includes(first!));
  });
});
