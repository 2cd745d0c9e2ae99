import assert from 'node:assert/strict';
import { PersistentMap } from './persistent-map.ts';

const numbers = (count: number): [string, number][] =>
  Array.from({ length: count }, (_, n) => [`key-${n}`, n]);

describe('a persistent map', () => {
  it('holds what was set last, and counts it', () => {
    const map = PersistentMap.of([...numbers(1000), ['key-7', -7]]);
    assert.equal(map.size, 1000);
    assert.equal(map.get('key-7'), -7);
    assert.equal(map.get('key-999'), 999);
    assert.equal(map.get('key-1000'), undefined);
    assert.deepEqual(new Map(map.entries()), new Map([...numbers(1000), ['key-7', -7]]));
  });

  it('leaves out what is set to nothing', () => {
    const map = PersistentMap.of(numbers(3)).with([
      ['key-1', undefined],
      ['key-9', undefined],
    ]);
    assert.equal(map.size, 2);
    assert.ok(!map.has('key-1'));
    assert.ok(map.has('key-2'));
  });

  it('has values that are false or zero', () => {
    const map = PersistentMap.of<unknown>([
      ['a', 0],
      ['b', false],
      ['c', ''],
    ]);
    assert.ok(map.has('a') && map.has('b') && map.has('c'));
  });

  it('is the same map where nothing changes', () => {
    const map = PersistentMap.of(numbers(50));
    assert.equal(map.with([]), map);
    assert.equal(
      map.with([
        ['key-3', 3],
        ['key-99', undefined],
      ]),
      map,
    );
    assert.equal(PersistentMap.empty().with([['a', undefined]]), PersistentMap.empty());
  });

  it('tells what it has that another one has not', () => {
    const before = PersistentMap.of(numbers(500));
    const after = before.with([
      ['key-1', 100],
      ['key-2', undefined],
      ['new', 1],
    ]);
    assert.deepEqual(
      after.since(before).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      [
        { key: 'key-1', before: 1, after: 100 },
        { key: 'key-2', before: 2, after: undefined },
        { key: 'new', before: undefined, after: 1 },
      ],
    );
    assert.deepEqual(after.since(after), []);
    assert.equal(before.since(PersistentMap.empty()).length, 500);
  });
});
