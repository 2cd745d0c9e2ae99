import assert from 'node:assert/strict';
import { inSeconds, until } from './until.ts';

describe('until', () => {
  it('asks until there is an answer', async () => {
    let asked = 0;
    const answer = await until(() => Promise.resolve(++asked === 3 ? 'yes' : undefined), {
      deadline: inSeconds(5),
      everyMs: 1,
    });
    assert.deepEqual([answer, asked], ['yes', 3]);
  });

  it('gives up at the deadline, having asked at least once', async () => {
    let asked = 0;
    const ask = (): Promise<undefined> => {
      asked += 1;
      return Promise.resolve(undefined);
    };
    assert.equal(await until(ask, { deadline: performance.now() - 1 }), undefined);
    assert.equal(asked, 1);
  });

  it('passes an error on', async () => {
    await assert.rejects(
      until(() => Promise.reject(new Error('broken')), { deadline: inSeconds(1) }),
      /broken/,
    );
  });
});
