import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { editSorted } from './sorted-list.ts';

const keyOf = (item: { readonly key: string }): string => item.key;

describe('a sorted list that is edited', () => {
  it('is the list that sorting anew would give', () => {
    const key = fc.string({ maxLength: 3 });
    const items = fc.uniqueArray(fc.record({ key, n: fc.nat() }), { selector: keyOf });
    const edits = fc.uniqueArray(fc.record({ key, n: fc.option(fc.nat(), { nil: undefined }) }), {
      selector: keyOf,
    });
    fc.assert(
      fc.property(items, edits, (list, changes) => {
        const sort = <T extends { readonly key: string }>(all: readonly T[]): readonly T[] =>
          all.toSorted((a, b) => (a.key < b.key ? -1 : 1));
        const map = new Map(changes.map(({ key, n }) => [key, n === undefined ? undefined : { key, n }]));
        const kept = list.filter(({ key }) => !map.has(key));
        const expected = sort([...kept, ...[...map.values()].filter((one) => one !== undefined)]);
        assert.deepEqual(editSorted(sort(list), map, keyOf), expected);
      }),
    );
  });

  it('stays as it was', () => {
    const list = [{ key: 'b' }];
    editSorted(list, new Map([['a', { key: 'a' }]]), keyOf);
    assert.deepEqual(list, [{ key: 'b' }]);
  });
});
