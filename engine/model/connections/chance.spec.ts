import assert from 'node:assert/strict';
import { certain, gathered, given, times } from './chance.ts';

describe('chances', () => {
  const dice = [1, 2, 3, 4].map((value) => ({ probability: 1 / 4, value }));

  it('of a part are larger by what is out of question: they sum to 1 again', () => {
    const odd = given(dice.filter(({ value }) => value % 2 === 1));
    assert.deepEqual(odd, [
      { probability: 1 / 2, value: 1 },
      { probability: 1 / 2, value: 3 },
    ]);
    const uneven = given([
      { probability: 1 / 8, value: 'a' },
      { probability: 3 / 8, value: 'b' },
    ]);
    assert.deepEqual(
      uneven.map(({ probability }) => probability),
      [1 / 4, 3 / 4],
    );
  });

  it('of what is equal are added, and what can not be is left out', () => {
    const parts = [...times(1 / 2, dice), ...times(1 / 2, certain(1)), { probability: 0, value: 5 }];
    assert.deepEqual(
      gathered(parts, String).map(({ probability, value }) => [value, probability]),
      [
        [1, 5 / 8],
        [2, 1 / 8],
        [3, 1 / 8],
        [4, 1 / 8],
      ],
    );
  });
});
