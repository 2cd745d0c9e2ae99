import assert from 'node:assert/strict';
import { follow } from './follow.ts';
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

  it('are given up where they are too many, before they are all written out', () => {
    assert.equal(less(64, 2), undefined);
    assert.equal(less(1000, 500), undefined);
  });
});
