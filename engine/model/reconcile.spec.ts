import assert from 'node:assert/strict';
import { after, deployment, given, podNames, podsOf } from './given.spec.ts';

const pass = (seconds: number) => ({ kind: 'pass-time', seconds }) as const;

describe('a control plane that is down', () => {
  it('evicts nobody from a node that it had given up before, until it is back', () => {
    const lost = after(given(deployment('web', 2)), { kind: 'stop-node', node: 'worker' }, pass(60));
    const down = after(lost, { kind: 'stop-node', node: 'control-plane' }, pass(1000));
    assert.deepEqual(podNames(down), podNames(lost));
    assert.ok(podsOf(down).every(({ metadata }) => metadata.deletionTimestamp === undefined));
    const back = after(down, { kind: 'start-node', node: 'control-plane' });
    assert.equal(podsOf(back).filter(({ metadata }) => metadata.deletionTimestamp).length, 1);
    assert.equal(podNames(back).length, 3);
  });

  it('is told by all nodes that are stopped, by name', () =>
    assert.throws(
      () =>
        after(
          given(''),
          { kind: 'stop-node', node: 'worker' },
          { kind: 'stop-node', node: 'control-plane' },
          { kind: 'scale-dns', replicas: 1 },
        ),
      /stopped: control-plane, worker\n/,
    ));
});

describe('time', () => {
  it('may stand still, but does not go back', () => {
    const state = given('');
    assert.equal(after(state, pass(0)).now, 0);
    assert.throws(() => after(state, pass(-1)), /time can't pass by -1 seconds/);
  });
});
