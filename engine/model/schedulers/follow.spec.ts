import assert from 'node:assert/strict';
import { follow } from './follow.ts';
import { withEntry } from './entries.ts';
import { newLineUp, withBatch } from './line-up.ts';
import { rr } from './round-robin.ts';
import { schedule } from './schedule.ts';

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

  it('are told apart up to 2000, and no more of them', () => {
    const lessOneOfEach = (some: number, more: number) => {
      const others = names(more).map((name) => `q${name}`);
      const row = withBatch(newLineUp(names(some)), others);
      const left = [...names(some).slice(1), ...others.slice(1)];
      return follow([{ probability: 1, value: row }], left, rr, false, 0);
    };
    const most = lessOneOfEach(40, 50);
    assert.equal(most?.length, 2000);
    assert.equal(lessOneOfEach(41, 49), undefined);
    const arriving = { source: '10.244.1.9', destination: '10.96.0.20', protocol: 'TCP' as const, now: 0 };
    assert.equal(schedule(most, rr, arriving, new Map()).after?.length, 2000);
  });
});

describe('a row to which nothing is added', () => {
  it('is the same row', () => {
    const row = newLineUp(['a', 'b']);
    assert.equal(withBatch(row, []), row);
  });
});

describe('places in a row', () => {
  it('have numbers of their own, however many are added in front', () => {
    const { slots } = withBatch(withBatch(newLineUp(['a', 'b']), ['c', 'd', 'e', 'f', 'g']), ['h']);
    assert.equal(new Set(slots.map(({ id }) => id)).size, 8);
  });
});
