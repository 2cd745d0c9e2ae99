import assert from 'node:assert/strict';
import { parseGoDuration } from './go-duration.ts';

describe('a duration as Go writes it', () => {
  it('is read in seconds', () => {
    const durations: readonly (readonly [string, number])[] = [
      ['3h', 10800],
      ['1h30m', 5400],
      ['90s', 90],
      ['1.5s', 1.5],
      ['.5m', 30],
      ['500ms', 0.5],
      ['250us', 0.00025],
      ['0', 0],
      ['0s', 0],
      ['+10s', 10],
      ['1m0s', 60],
    ];
    for (const [text, seconds] of durations) {
      const read = parseGoDuration(text);
      assert.ok(read !== undefined && Math.abs(read - seconds) < 1e-12, `${text} is ${read}`);
    }
  });

  it('is nothing else', () => {
    for (const text of ['', '3', '-3s', 'h', '3 h', '3d', '1h 30m', '3hx', 'ten seconds', '.s', '1e3s']) {
      assert.equal(parseGoDuration(text), undefined, text);
    }
  });
});
