import assert from 'node:assert/strict';
import { inTurn } from './in-turn.ts';

describe('inTurn', () => {
  it('gives results in the order of the tasks, whichever ends first', async () => {
    const delays = [30, 1, 15, 0];
    const results = await inTurn(delays, 4, async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ms;
    });
    assert.deepEqual(results, delays);
  });

  it('never runs more at once than it may', async () => {
    let underWay = 0;
    let highest = 0;
    await inTurn(Array.from({ length: 20 }), 3, async () => {
      highest = Math.max(highest, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    });
    assert.equal(highest, 3);
  });

  it('does nothing for no tasks', async () => {
    assert.deepEqual(await inTurn([], 5, () => Promise.reject(new Error('ran'))), []);
  });
});
