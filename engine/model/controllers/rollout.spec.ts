import assert from 'node:assert/strict';
import { intOrPercent } from './int-or-percent.ts';
import { rolloutStep, type Generation, type RolloutSpec } from './rollout.ts';

const none: Generation = { wanted: 0, pods: 0, ready: 0, present: 0 };
const all = (n: number): Generation => ({ wanted: n, pods: n, ready: n, present: n });

/** Steps until nothing moves; new pods get ready or never do. */
function rest(spec: RolloutSpec, old: number, newPodsGetReady: boolean): { current: number; old: number } {
  let [now, before] = [none, all(old)];
  for (let i = 0; i < 100; i++) {
    const step = rolloutStep(spec, now, [before]);
    const next = { ...all(step.current), ready: newPodsGetReady ? step.current : 0 };
    const shrunk = all(step.old[0]!);
    if (next.wanted === now.wanted && shrunk.wanted === before.wanted) break;
    [now, before] = [next, shrunk];
  }
  return { current: now.wanted, old: before.wanted };
}

describe('a rollout', () => {
  it('ends with new pods only, whatever the numbers', () => {
    for (const replicas of [1, 2, 3, 4, 10, 100]) {
      assert.deepEqual(rest({ replicas }, replicas, true), { current: replicas, old: 0 });
    }
  });

  it("stops where new pods don't get ready: a quarter may surge, a quarter may be missing", () => {
    assert.deepEqual(rest({ replicas: 1 }, 1, false), { current: 1, old: 1 });
    assert.deepEqual(rest({ replicas: 3 }, 3, false), { current: 1, old: 3 });
    assert.deepEqual(rest({ replicas: 4 }, 4, false), { current: 2, old: 3 });
    assert.deepEqual(rest({ replicas: 10 }, 10, false), { current: 5, old: 8 });
  });

  it('keeps to the limits that are written', () => {
    const spec = (maxSurge: number | string, maxUnavailable: number | string): RolloutSpec => ({
      replicas: 4,
      strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
    });
    assert.deepEqual(rest(spec(0, 1), 4, false), { current: 1, old: 3 });
    assert.deepEqual(rest(spec('100%', 0), 4, false), { current: 4, old: 4 });
    assert.deepEqual(rest(spec(0, 0), 4, false), { current: 1, old: 3 }, 'zero and zero would never move');
    assert.deepEqual(rest(spec(0, '100%'), 4, false), { current: 4, old: 0 });
  });

  it('clears old pods that serve nobody first', () => {
    const broken: Generation = { ...all(3), ready: 0 };
    const step = rolloutStep({ replicas: 3 }, all(1), [broken]);
    assert.deepEqual(step, { current: 3, old: [2] });
  });

  it('shares what may go among several old generations', () => {
    const broken: Generation = { ...all(3), ready: 0 };
    const step = rolloutStep({ replicas: 4 }, all(1), [broken, broken, all(1)]);
    assert.deepEqual(step.old, [0, 1, 1], 'five of them: 7 and 1 ready, and 3 must be');
  });

  it('of type Recreate waits for pods that are still there', () => {
    const spec: RolloutSpec = { replicas: 3, strategy: { type: 'Recreate' } };
    for (const old of [
      { ...none, pods: 2, present: 2 },
      { ...none, wanted: 2 },
      { ...none, present: 1 },
    ]) {
      assert.deepEqual(rolloutStep(spec, none, [old]), { current: 0, old: [0] });
    }
  });

  it('of type Recreate empties the old before it fills the new', () => {
    const spec: RolloutSpec = { replicas: 3, strategy: { type: 'Recreate' } };
    assert.deepEqual(rolloutStep(spec, none, [all(3)]), { current: 0, old: [0] });
    assert.deepEqual(rolloutStep(spec, none, [none]), { current: 3, old: [0] });
  });

  it('scales freely where there is one generation', () => {
    assert.deepEqual(rolloutStep({ replicas: 0 }, all(5), []), { current: 0, old: [] });
    assert.deepEqual(rolloutStep({ replicas: 7 }, { ...all(5), ready: 0 }, [none]), {
      current: 7,
      old: [0],
    });
  });
});

describe('a number or a percentage', () => {
  it('is itself, or a share rounded as asked', () => {
    assert.equal(intOrPercent(3, 10, Math.floor), 3);
    assert.equal(intOrPercent('25%', 3, Math.ceil), 1);
    assert.equal(intOrPercent('25%', 3, Math.floor), 0);
    assert.equal(intOrPercent(undefined, 3, Math.floor), undefined);
    assert.equal(intOrPercent('three', 3, Math.floor), undefined);
  });
});
