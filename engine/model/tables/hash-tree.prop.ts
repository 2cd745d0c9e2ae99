import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { differences } from './difference.ts';
import { countBits, editNode, entriesOf, find, type Edit, type Node } from './hash-tree.ts';

/** Hashes that are equal, that part on the first level, on the last one, and in the sign bit. */
const hash = fc.constantFrom(0, 1, 32, 33, 2 ** 30, 2 ** 31, 2 ** 32 - 1);
const edit = fc
  .record({
    hash,
    key: fc.nat(3),
    value: fc.option(fc.nat(3), { nil: undefined }),
  })
  .map(({ hash, key, value }): Edit<number> => ({ hash, key: `${hash}/${key}`, value }));
const batch = fc.uniqueArray(edit, { selector: ({ key }) => key, maxLength: 12 });
const batches = fc.array(batch, { maxLength: 8 });

type Tree = Node<number> | undefined;

function play(all: readonly (readonly Edit<number>[])[], from?: Tree): Tree {
  return all.reduce<Tree>((tree, edits) => editNode(tree, edits, 0), from);
}

function model(all: readonly (readonly Edit<number>[])[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const { key, value } of all.flat()) {
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }
  return map;
}

const sorted = (entries: Iterable<readonly [string, number]>): readonly (readonly [string, number])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describe('laws of a hash tree', () => {
  it('it holds what a map holds that was edited alike', () => {
    fc.assert(
      fc.property(batches, hash, fc.nat(3), (all, wanted, n) => {
        const [tree, map] = [play(all), model(all)];
        assert.deepEqual(sorted(tree ? entriesOf(tree) : []), sorted(map));
        const key = `${wanted}/${n}`;
        assert.equal(tree && find(tree, wanted, key), map.get(key));
      }),
      { numRuns: 500 },
    );
  });

  it('edits that change nothing give the very same tree', () => {
    fc.assert(
      fc.property(batches, batch, (all, idle) => {
        const [tree, map] = [play(all), model(all)];
        const same = idle.map((one) => ({ ...one, value: map.get(one.key) }));
        assert.equal(editNode(tree, same, 0), tree);
      }),
      { numRuns: 500 },
    );
  });

  it('an edited tree leaves the one before as it was', () => {
    fc.assert(
      fc.property(batches, batch, (all, more) => {
        const tree = play(all);
        const before = sorted(tree ? entriesOf(tree) : []);
        editNode(tree, more, 0);
        assert.deepEqual(sorted(tree ? entriesOf(tree) : []), before);
      }),
    );
  });

  it('the same entries make the same tree, however it came to them', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const shape = (node: Tree): unknown =>
          node?.bits === undefined ? node && sorted(entriesOf(node)) : [node.bits, node.children.map(shape)];
        const map = model(all);
        const direct = all.flat().map(({ hash, key }) => ({ hash, key, value: map.get(key) }));
        const once = [...new Map(direct.map((one) => [one.key, one])).values()];
        assert.deepEqual(shape(play(all)), shape(play([once.toReversed()])));
      }),
      { numRuns: 500 },
    );
  });

  it('two trees differ where their entries do, each key told once', () => {
    fc.assert(
      fc.property(batches, batches, batches, (shared, left, right) => {
        const base = play(shared);
        const [before, after] = [model([...shared, ...left]), model([...shared, ...right])];
        const found = differences(play(left, base), play(right, base));
        const keys = new Set([...before.keys(), ...after.keys()]);
        const expected = [...keys]
          .filter((key) => before.get(key) !== after.get(key))
          .map((key) => ({ key, before: before.get(key), after: after.get(key) }));
        const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
        assert.deepEqual(found.toSorted(byKey), expected.sort(byKey));
      }),
      { numRuns: 500 },
    );
  });
});

describe('counting bits', () => {
  for (const [bits, count] of [
    [0, 0],
    [1, 1],
    [0b1011, 3],
    [-1, 32],
    [1 << 31, 1],
  ] as const) {
    it(`of ${bits}: ${count}`, () => assert.equal(countBits(bits), count));
  }
});
