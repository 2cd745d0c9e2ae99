import assert from 'node:assert/strict';
import { age, humanDuration } from './human-duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

describe('human duration', () => {
  // Each line is a border where the upstream function changes its mind.
  const cases: readonly (readonly [number, string])[] = [
    [-3 * second, '<invalid>'],
    [-2 * second, '<invalid>'],
    [-1999, '0s'],
    [-1, '0s'],
    [0, '0s'],
    [999, '0s'],
    [119_999, '119s'],
    [2 * minute, '2m'],
    [2 * minute + second, '2m1s'],
    [10 * minute - second, '9m59s'],
    [10 * minute + 30 * second, '10m'],
    [3 * hour - second, '179m'],
    [3 * hour, '3h'],
    [7 * hour + 59 * minute, '7h59m'],
    [8 * hour + 59 * minute, '8h'],
    [48 * hour - second, '47h'],
    [48 * hour, '2d'],
    [3 * day + 5 * hour, '3d5h'],
    [8 * day + 5 * hour, '8d'],
    [2 * year - day, '729d'],
    [2 * year, '2y'],
    [2 * year + 3 * day, '2y3d'],
    [8 * year + 300 * day, '8y'],
  ];
  for (const [milliseconds, text] of cases) {
    it(`${milliseconds} ms is ${text}`, () => {
      assert.equal(humanDuration(milliseconds), text);
    });
  }

  it('counts an age from a timestamp', () => {
    assert.equal(age('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:01:07Z')), '67s');
  });

  it('does not know the age of what was never created', () => {
    assert.equal(age(undefined, 0), '<unknown>');
  });
});
