import assert from 'node:assert/strict';
import { Once } from './once.ts';

describe('what is done once', () => {
  it('is done when it is first asked for, for all who ask', async () => {
    let times = 0;
    const once = new Once(() => Promise.resolve(++times));
    assert.equal(times, 0);
    assert.deepEqual(await Promise.all([once.get(), once.get()]), [1, 1]);
    assert.equal(await once.get(), 1);
    once.forget();
    assert.equal(await once.get(), 2);
  });

  it('is done again after it failed', async () => {
    let times = 0;
    const once = new Once(() => (++times === 1 ? Promise.reject(new Error('no')) : Promise.resolve(times)));
    await assert.rejects(once.get(), /no/);
    assert.equal(await once.get(), 2);
  });
});
