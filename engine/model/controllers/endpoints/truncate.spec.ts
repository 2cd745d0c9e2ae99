import assert from 'node:assert/strict';
import type { EndpointAddress, EndpointSubset } from '../../../kube/index.ts';
import { truncateSubsets } from './truncate.ts';

/** Subsets of that many ready and that many other addresses. */
function subsets(counts: readonly (readonly [ready: number, notReady: number])[]): readonly EndpointSubset[] {
  const list = (length: number): readonly EndpointAddress[] =>
    Array.from({ length }, (_, i) => ({ ip: `10.0.${i >> 8}.${i & 255}` }));
  return counts.map(([ready, notReady]) => ({
    ...(ready > 0 && { addresses: list(ready) }),
    ...(notReady > 0 && { notReadyAddresses: list(notReady) }),
  }));
}

type Row = readonly [string, before: Parameters<typeof subsets>[0], after: Parameters<typeof subsets>[0]];

describe('Endpoints of more than 1000 addresses (TestTruncateEndpoints)', () => {
  const rows: readonly Row[] = [
    [
      'lose unready ones first, each subset in proportion',
      [
        [90, 101],
        [110, 200],
        [50, 200],
        [10, 201],
        [20, 298],
      ],
      [
        [90, 73],
        [110, 144],
        [50, 144],
        [10, 145],
        [20, 214],
      ],
    ],
    [
      'lose all unready ones, and ready ones in proportion',
      [
        [205, 100],
        [400, 200],
        [402, 200],
        [400, 200],
        [693, 300],
      ],
      [
        [98, 0],
        [191, 0],
        [192, 0],
        [191, 0],
        [328, 0],
      ],
    ],
    ['keep a thousand ready ones', [[1000, 1]], [[1000, 0]]],
    ['keep the first ones of a thousand and one', [[1001, 5]], [[1000, 0]]],
  ];
  for (const [words, before, after] of rows) {
    it(words, () => assert.deepEqual(truncateSubsets(subsets(before)), subsets(after)));
  }

  it('are those of all subsets together, ready or not', () => {
    assert.equal(truncateSubsets([]), undefined);
    assert.equal(truncateSubsets(subsets([[1000, 0]])), undefined);
    assert.equal(truncateSubsets(subsets(Array.from({ length: 5 }, () => [100, 100] as const))), undefined);
    assert.ok(
      truncateSubsets(
        subsets([
          [500, 0],
          [0, 501],
        ]),
      ),
    );
  });
});
