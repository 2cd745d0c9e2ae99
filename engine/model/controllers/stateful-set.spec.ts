import assert from 'node:assert/strict';
import { defaultCluster } from '../../kube/index.ts';
import { after, apply, given, isPodReady, podNames, podRef, podsOf, workload } from '../given.spec.ts';

describe('a StatefulSet', () => {
  const set = (replicas: number, more = '', pod?: string): string =>
    workload(
      'StatefulSet',
      'db',
      `replicas: ${replicas}\n  serviceName: db\n  selector: {matchLabels: {app: db}}\n  ${more}`,
      pod,
    );
  const unready = '{containers: [{name: a, image: x, readinessProbe: {exec: {command: [cat, /var/ready]}}}]}';

  it('numbers its pods, and gives them names and labels of their own', () => {
    const state = given(set(3));
    assert.deepEqual(podNames(state), ['db-0', 'db-1', 'db-2']);
    const [pod] = podsOf(state);
    assert.deepEqual([pod!.spec.hostname, pod!.spec.subdomain], ['db-0', 'db']);
    assert.equal(pod!.metadata.labels!['statefulset.kubernetes.io/pod-name'], 'db-0');
    assert.equal(pod!.metadata.labels!['apps.kubernetes.io/pod-index'], '0');
    assert.match(pod!.metadata.labels!['controller-revision-hash']!, /^db-[a-z0-9]+$/);
  });

  it('knows no pod index before 1.28', () => {
    const cluster = { ...defaultCluster(), version: { major: 1, minor: 27 } };
    assert.equal(
      podsOf(given(set(1), cluster))[0]!.metadata.labels!['apps.kubernetes.io/pod-index'],
      undefined,
    );
  });

  it('starts no pod before its predecessor is ready', () => {
    const state = given(set(3, '', unready));
    assert.deepEqual(podNames(state), ['db-0']);
    const next = after(state, { kind: 'readiness', pod: podRef('db-0'), ready: true });
    assert.ok(podNames(next).includes('db-1'));
    assert.deepEqual(podNames(given(set(3, 'podManagementPolicy: Parallel', unready))), [
      'db-0',
      'db-1',
      'db-2',
    ]);
  });

  it('replaces a pod under its old name, with another address', () => {
    const state = given(set(2));
    const next = after(state, { kind: 'delete-pod', pod: podRef('db-1') });
    assert.deepEqual(podNames(next), ['db-0', 'db-1']);
    assert.notEqual(podsOf(next)[1]!.status!.podIP, podsOf(state)[1]!.status!.podIP);
    assert.equal(podsOf(next)[0], podsOf(state)[0]);
  });

  it('waits while a pod of that name is still being deleted', () => {
    const going = after(given(set(2)), { kind: 'terminate-pod', pod: podRef('db-0'), serving: true });
    assert.deepEqual(podNames(going), ['db-0', 'db-1']);
    assert.ok(podsOf(going)[0]!.metadata.deletionTimestamp);
    const gone = after(going, { kind: 'pass-time', seconds: 30 });
    assert.deepEqual(podNames(gone), ['db-0', 'db-1']);
    assert.equal(podsOf(gone)[0]!.metadata.deletionTimestamp, undefined);
  });

  it('shrinks from its highest number', () => {
    assert.deepEqual(
      podNames(
        after(given(set(3)), {
          kind: 'scale',
          object: { kind: 'StatefulSet', namespace: 'default', name: 'db' },
          replicas: 1,
        }),
      ),
      ['db-0'],
    );
  });

  it('may start at another number', () => {
    assert.deepEqual(podNames(given(set(2, 'ordinals: {start: 5}'))), ['db-5', 'db-6']);
  });

  it('updates from the last pod down; a broken template stops at it', () => {
    const state = given(set(3));
    const good = after(state, apply(set(3, '', '{containers: [{name: a, image: v2}]}')));
    assert.ok(podsOf(good).every(({ spec }) => spec.containers[0]!.image === 'v2'));
    const bad = after(state, apply(set(3, '', unready)));
    assert.deepEqual(podsOf(bad).map(isPodReady), [true, true, false]);
  });

  it('leaves pods below the partition, and all of them with OnDelete', () => {
    const update = (more: string): readonly (string | undefined)[] =>
      podsOf(after(given(set(3, more)), apply(set(3, more, '{containers: [{name: a, image: v2}]}')))).map(
        ({ spec }) => spec.containers[0]!.image,
      );
    assert.deepEqual(update('updateStrategy: {rollingUpdate: {partition: 2}}'), ['x', 'x', 'v2']);
    assert.deepEqual(update('updateStrategy: {type: OnDelete}'), ['x', 'x', 'x']);
  });
});
