import assert from 'node:assert/strict';
import { Stopwatch } from './stopwatch.ts';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the time that phases take', () => {
  it('adds up, and what lies inside another phase counts for itself alone', async () => {
    const watch = new Stopwatch();
    await watch.time('apply', async () => {
      await pause(20);
      await watch.time('settle', () => pause(60));
      await watch.time('settle', () => pause(60));
    });
    const { totals } = watch;
    const { apply = 0, settle = 0 } = Object.fromEntries(totals);
    assert.ok(settle >= 115, `${settle} ms settle`);
    assert.ok(apply >= 15 && apply < settle, `${apply} ms apply`);
  });

  it('counts for a phase that fails too', async () => {
    const watch = new Stopwatch();
    const fail = async (): Promise<never> => {
      await pause(10);
      throw new Error('no');
    };
    await assert.rejects(watch.time('apply', fail), /no/);
    assert.ok((watch.totals.get('apply') ?? 0) >= 5);
  });
});
