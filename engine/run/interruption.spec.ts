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
      for (const stop of stops) stop();
    }
  });

  it('hears the last word of who stops listening while it closes', async () => {
    const stop: () => void = obeyInterruption(async () => {
      stop();
      return ['namespace a'];
    });
    assert.deepEqual(await interruptAll(), ['namespace a']);
  });

  it('is over at once where nobody has anything open, and reaches nobody who stopped listening', async () => {
    let isClosed = false;
    obeyInterruption(async () => {
      isClosed = true;
      return [];
    })();
    assert.deepEqual(await interruptAll(), []);
    assert.equal(isClosed, false);
  });
});
