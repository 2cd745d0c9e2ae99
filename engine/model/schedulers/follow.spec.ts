import assert from 'node:assert/strict';
import { follow } from './follow.ts';
import { withEntry } from './entries.ts';
import { newLineUp } from './line-up.ts';
import { rr } from './round-robin.ts';

describe('rows of which endpoints leave whose place nobody knows', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `p${n}`);
  const less = (all: number, gone: number) =>
    follow([{ probability: 1, value: newLineUp(names(all)) }], names(all - gone), rr, false, 0);

  it('are one for each set of places, in whatever order they were left', () => {
    assert.equal(less(5, 1)?.length, 5);
    assert.equal(less(5, 2)?.length, 10);
    assert.equal(less(20, 3)?.length, 1140);
    const sum = less(20, 3)!.reduce((all, { probability }) => all + probability, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
  });

  it('are put together where they become equal, however many they were', () => {
    const rows = Array.from({ length: 1500 }, (_, n) => {
      const line = newLineUp(names(3));
      return { probability: 1 / 1500, value: withEntry(line, 1, { active: true, until: n, count: 1 }) };
    });
    assert.equal(follow(rows, names(2), rr, true, 5000)?.length, 3);
  });

  it('are given up where they are too many, before they are all written out', () => {
    assert.equal(less(64, 2), undefined);
    assert.equal(less(1000, 500), undefined);
  });
});
