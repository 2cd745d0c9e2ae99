import assert from 'node:assert/strict';
import {
  after,
  deployment,
  apply,
  given,
  pod,
  podNames,
  podRef,
  podsOf,
  service,
  slicesOf,
  workload,
} from '../given.spec.ts';

const stop = (node: string) => ({ kind: 'stop-node', node }) as const;
const start = (node: string) => ({ kind: 'start-node', node }) as const;
const pass = (seconds: number) => ({ kind: 'pass-time', seconds }) as const;
const terminate = (name: string) => ({ kind: 'terminate-pod', pod: podRef(name), serving: true }) as const;
const remove = (name: string, force = false) => ({ kind: 'delete-pod', pod: podRef(name), force }) as const;

describe('a pod that is being deleted', () => {
  const on = (spec: string): string =>
    pod('a', `{nodeName: worker, ${spec}containers: [{name: a, image: x}]}`);

  it('has until the end of its grace period: 30 seconds unless its spec says so', () => {
    for (const [spec, at] of [
      ['', '1970-01-01T00:02:10Z'],
      ['terminationGracePeriodSeconds: 5, ', '1970-01-01T00:01:45Z'],
    ] as const) {
      const going = after(given(on(spec)), pass(100), terminate('a'));
      assert.equal(podsOf(going)[0]!.metadata.deletionTimestamp, at);
    }
  });

  it('stays on a node that nobody hears of, however often it is deleted, but not by force', () => {
    const going = after(given(on('')), stop('worker'), remove('a'));
    const again = after(going, remove('a'));
    assert.deepEqual(podsOf(again), podsOf(going));
    assert.deepEqual(podNames(after(again, remove('a', true))), []);
  });

  it('has nothing to do with a Service of its name', () => {
    const going = after(given(on('') + service('a')), terminate('a'));
    const next = after(going, {
      kind: 'delete',
      object: { kind: 'Service', namespace: 'default', name: 'a' },
    });
    assert.deepEqual(podNames(next), ['a']);
    assert.deepEqual(podNames(after(next, pass(29))), ['a']);
  });

  it('is out of the way of its successor of the same name', () => {
    const set = workload('StatefulSet', 'db', 'replicas: 1\n  selector: {matchLabels: {app: db}}');
    const state = after(given(set), terminate('db-0'), remove('db-0', true));
    const node = podsOf(state)[0]!.spec.nodeName!;
    const lost = after(state, stop(node), remove('db-0'), pass(5));
    assert.ok(podsOf(lost)[0]!.metadata.deletionTimestamp);
    const back = after(lost, start(node));
    assert.equal(
      podsOf(back)[0]!.metadata.deletionTimestamp,
      undefined,
      'its time was over when it was deleted',
    );
  });
});

describe('an old pod that nobody can confirm to be gone', () => {
  const sick = 'containers: [{name: a, image: v2}]';

  it('holds up a Deployment with Recreate, and no other', () => {
    const run = (strategy: string): number => {
      const yaml = deployment('web', 2, 'nodeSelector: {kubernetes.io/hostname: worker}', strategy);
      const update = deployment('web', 2, '', strategy).replace(/containers:[^]*$/, `${sick}\n`);
      const state = after(given(yaml), stop('worker'), apply(update));
      return podsOf(state).filter(({ spec }) => spec.containers[0]!.image === 'v2').length;
    };
    assert.equal(run('strategy: {type: Recreate}'), 0);
    assert.equal(run(''), 2);
  });

  it('keeps the place of a pod of a DaemonSet', () => {
    const set = workload('DaemonSet', 'agent', 'selector: {matchLabels: {app: agent}}');
    const state = given(set);
    const [first] = podNames(state);
    const going = after(state, terminate(first!));
    assert.deepEqual(podNames(going), podNames(state), 'no other one beside it');
    assert.ok(!podNames(after(going, pass(30))).includes(first!));
  });
});

describe('addresses of pods that are gone', () => {
  it('are given to others only when no fresh one is left', () => {
    const state = given(deployment('web', 3) + service('web'));
    const old = slicesOf(state, 'web')[0]!.endpoints!.flatMap(({ addresses }) => addresses);
    const next = after(state, ...podNames(state).map((name) => remove(name)));
    const fresh = slicesOf(next, 'web')[0]!.endpoints!.flatMap(({ addresses }) => addresses);
    assert.deepEqual(
      fresh.filter((ip) => old.includes(ip)),
      [],
    );
  });
});
