import assert from 'node:assert/strict';
import { mostPods, rescale, type Sized } from './rescale.ts';
import type { RolloutSpec } from './rollout.ts';

type Numbers = readonly number[];

/** A Deployment of so many replicas; `surge` is 25 % if left out. */
function spec(replicas: number, maxSurge?: number): RolloutSpec {
  return { replicas, ...(maxSurge !== undefined && { strategy: { rollingUpdate: { maxSurge } } }) };
}

/** Sizes of ReplicaSets, newest first, all scaled last for `before`; the first has the present template, or none has. */
function scaled(before: RolloutSpec, sizes: Numbers, to: RolloutSpec, hasCurrent = true): Numbers {
  const sets = sizes.map((wanted): Sized => ({
    wanted,
    pods: wanted,
    present: wanted,
    ready: wanted,
    desired: before.replicas,
    most: mostPods(before),
  }));
  return rescale(to, sets, hasCurrent ? sets[0] : undefined).map((size, i) => size ?? sizes[i]!);
}

describe('ReplicaSets of a Deployment that is scaled (TestScale)', () => {
  // Upstream's table surges by nothing where it says nothing.
  const none = 0;
  const rows: readonly (readonly [string, from: number, Numbers, to: number, Numbers])[] = [
    ['one takes all: 10 to 12', 10, [10], 12, [12]],
    ['one takes all: 10 to 5', 10, [10], 5, [5]],
    ['in proportion: 5 to 10', 5, [2, 3], 10, [4, 6]],
    ['in proportion: 5 to 3', 5, [2, 3], 3, [1, 2]],
    ['in proportion: 9 to 4', 9, [8, 1], 4, [4, 0]],
    ['in proportion: 7 to 10', 7, [2, 3, 2], 10, [3, 4, 3]],
    ['in proportion: 13 to 8', 13, [2, 8, 3], 8, [1, 5, 2]],
    ['what is left over goes to the newest: 3 to 4', 3, [1, 1, 1], 4, [2, 1, 1]],
    ['what is left over comes from the oldest: 3 to 2', 3, [1, 1, 1], 2, [1, 1, 0]],
    ['to nothing: 6 to 0', 6, [3, 2, 1], 0, [0, 0, 0]],
    ['from nothing the newest takes all: 0 to 6', 0, [0, 0, 0], 6, [6, 0, 0]],
  ];
  for (const [words, from, sizes, to, expected] of rows) {
    it(words, () => assert.deepEqual(scaled(spec(from, none), sizes, spec(to, none)), expected));
  }

  it('also where none has the present template', () => {
    assert.deepEqual(scaled(spec(4, none), [2, 2], spec(5, none), false), [3, 2]);
    assert.deepEqual(scaled(spec(10, none), [7, 3], spec(14, none), false), [10, 4]);
  });

  it('may surge together, by the limits of now', () => {
    assert.deepEqual(scaled(spec(10, 2), [6, 6], spec(20, 2)), [11, 11]);
    assert.deepEqual(scaled(spec(10, 3), [5, 8], spec(50, 6)), [22, 34]);
  });
});

describe('what is left over', () => {
  it('goes to the largest, wherever that is in age', () => {
    assert.deepEqual(scaled(spec(7, 0), [2, 2, 3], spec(8, 0)), [2, 2, 4]);
  });

  it('is nothing where nothing surges over no replicas', () => {
    assert.deepEqual(scaled(spec(6, 1), [3, 2, 1], spec(0, 1)), [0, 0, 0]);
  });

  it('is nothing where there are as many pods as may be, whatever was noted before', () => {
    assert.deepEqual(scaled(spec(3, 0), [2, 2], spec(4, 0)), [2, 2]);
  });
});

describe('ReplicaSets of a Deployment beside a full one', () => {
  const set = (wanted: number, ready: number, desired = 2): Sized => ({
    wanted,
    pods: wanted,
    present: wanted,
    ready,
    desired,
    most: 3,
  });

  it('are emptied where all its pods are ready', () => {
    const current = set(2, 2);
    assert.deepEqual(rescale(spec(2, 1), [current, set(1, 1), set(0, 0)], current), [
      undefined,
      0,
      undefined,
    ]);
  });

  it('stay where they are not, or where it was filled for other replicas', () => {
    for (const current of [set(2, 0), set(2, 2, 3)]) {
      assert.deepEqual(rescale(spec(2, 1), [current, set(1, 1)], current), [2, 1]);
    }
  });

  it('stay with Recreate, which has no middle', () => {
    const two = [set(1, 1), set(1, 1)];
    const recreate = { replicas: 5, strategy: { type: 'Recreate' } };
    assert.deepEqual(rescale(recreate, two, two[0]), [undefined, undefined]);
    assert.equal(mostPods(recreate), 5);
  });

  it('are measured by the pods there are where nobody wrote how many could be', () => {
    const bare = (wanted: number): Sized => ({ wanted, pods: wanted, present: wanted, ready: 0 });
    const two = [bare(2), bare(2)];
    assert.deepEqual(rescale(spec(8, 0), two, two[0]), [4, 4]);
  });
});
