import assert from 'node:assert/strict';
import type { Result } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import { atTime, entryOf, withEntry, withoutSlot } from './entries.ts';
import { newLineUp, withBatch, type Entry, type LineUp } from './line-up.ts';

describe('how long the kernel of an ipvs node counts a short connection, and as what', () => {
  const rows: readonly (readonly [Protocol, Result, active: boolean, seconds: number, state: string])[] = [
    ['TCP', 'reached', false, 120, 'TIME_WAIT'],
    ['TCP', 'refused', false, 10, 'CLOSE'],
    ['TCP', 'timeout', true, 120, 'SYN_SENT'],
    ['UDP', 'reached', true, 300, 'NORMAL'],
    ['UDP', 'timeout', true, 300, 'NORMAL'],
    ['SCTP', 'reached', false, 2, 'CLOSED'],
  ];
  for (const [protocol, result, active, seconds, state] of rows) {
    it(`${protocol}, ${result}: ${state}`, () =>
      assert.deepEqual(entryOf(protocol, result, 1000), { active, until: 1000 + seconds, count: 1 }));
  }
});

/** A row of endpoints that are known, the last one added in front. */
const row = (...names: readonly string[]): LineUp =>
  names.slice(1).reduce((line, name) => withBatch(line, [name]), newLineUp(names.slice(0, 1)));
const entry = (active: boolean, until: number): Entry => ({ active, until, count: 1 });
const idOf = ({ slots }: LineUp, name: string): number => slots.find(({ who }) => who === name)!.id;

describe('connections that are counted', () => {
  const line = row('a', 'b');
  const id = idOf(line, 'a');
  const entriesOf = (made: LineUp): readonly Entry[] => made.slots.find((slot) => slot.id === id)!.entries;

  it('are counted together where they are of one kind and end together', () => {
    const all = [entry(true, 120), entry(false, 120), entry(true, 300), entry(true, 120)];
    assert.deepEqual(entriesOf(all.reduce((made, one) => withEntry(made, id, one), line)), [
      { active: true, until: 120, count: 2 },
      { active: false, until: 120, count: 1 },
      { active: true, until: 300, count: 1 },
    ]);
  });

  it('are forgotten one by one', () => {
    const made = withEntry(withEntry(line, id, entry(true, 120)), id, entry(true, 300));
    assert.deepEqual(entriesOf(atTime(made, 119)), entriesOf(made));
    assert.deepEqual(entriesOf(atTime(made, 120)), [entry(true, 300)]);
    assert.deepEqual(entriesOf(atTime(made, 300)), []);
  });
});

describe('a destination that is taken out', () => {
  it('leaves the last turn where it was, unless it had it itself', () => {
    const line = row('d', 'c', 'b', 'a');
    const last = idOf(line, 'b');
    const turn = { ...line, last };
    assert.equal(withoutSlot(turn, idOf(line, 'd')).last, last);
    assert.equal(withoutSlot(turn, last).last, idOf(line, 'a'));
    assert.equal(withoutSlot({ ...line, last: idOf(line, 'a') }, idOf(line, 'a')).last, undefined);
  });
});
