import assert from 'node:assert/strict';
import { interruptAll, obeyInterruption } from './interruption.ts';

describe('an interruption', () => {
  it('closes what every listener has open, and tells what could not be removed', async () => {
    const closed: string[] = [];
    const stops = ['a', 'b'].map((name) =>
      obeyInterruption(async () => {
        closed.push(name);
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (name === 'b') throw new Error('no answer');
        return [`namespace ${name}`];
      }),
    );
    try {
      const left = await interruptAll();
      assert.deepEqual([...left].sort(), ['Error: no answer', 'namespace a']);
      assert.deepEqual(closed.sort(), ['a', 'b']);
    } finally {
      await Promise.all(stops.map((stop) => stop()));
    }
  });

  it('has who stops listening wait for what is being closed, and hears its last word', async () => {
    let isClosed = false;
    const stopped = Promise.withResolvers<boolean>();
    const stop = obeyInterruption(async () => {
      // The thread's own end comes in the middle of it.
      void stop().then(() => stopped.resolve(isClosed));
      await new Promise((resolve) => setTimeout(resolve, 20));
      isClosed = true;
      return ['namespace a'];
    });
    assert.deepEqual(await interruptAll(), ['namespace a']);
    assert.equal(await stopped.promise, true);
  });

  it('is over at once where nobody has anything open, and reaches nobody who stopped listening', async () => {
    let isClosed = false;
    const stop = obeyInterruption(async () => {
      isClosed = true;
      return [];
    });
    await stop();
    assert.deepEqual(await interruptAll(), []);
    assert.equal(isClosed, false);
  });
});
