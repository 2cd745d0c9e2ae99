import assert from 'node:assert/strict';
import { LazyTable } from './lazy-table.ts';

describe('a lazy table', () => {
  it('works a row out once, also one that is nothing', () => {
    const asked: number[] = [];
    const table = new LazyTable<number, string>((key) => {
      asked.push(key);
      return key > 0 ? `row ${key}` : undefined;
    });
    for (const key of [1, 1, 0, 0]) table.get(key);
    assert.deepEqual(asked, [1, 0]);
    assert.equal(table.get(1), 'row 1');
    assert.equal(table.get(0), undefined);
    assert.ok(table.has(2));
    assert.ok(!table.has(-1));
    assert.deepEqual(asked, [1, 0, 2, -1]);
  });

  it('forgets rows rather than growing without end', () => {
    let made = 0;
    const table = new LazyTable<number, number>((key) => {
      made++;
      return key;
    });
    for (let key = 0; key <= 20_000; key++) table.get(key);
    assert.equal(table.get(0), 0);
    assert.equal(made, 20_002);
  });
});
