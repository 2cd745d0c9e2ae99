import assert from 'node:assert/strict';
import { OpenScenarios } from './open-scenarios.ts';

describe('OpenScenarios', () => {
  it('closes all that is open, the last first, and each once', async () => {
    const open = new OpenScenarios();
    const closed: string[] = [];
    const one = (name: string, left: readonly string[] = []) => ({
      close: () => {
        closed.push(name);
        return Promise.resolve(left);
      },
    });
    const gone = one('gone');
    open.add(one('a', ['namespace x: no']));
    open.add(gone);
    open.add(one('b'));
    open.delete(gone);
    assert.deepEqual(await open.closeAll(), ['namespace x: no']);
    assert.deepEqual(closed, ['b', 'a']);
    assert.deepEqual(await open.closeAll(), []);
    assert.equal(open.size, 0);
  });

  it('goes on after one that fails', async () => {
    const open = new OpenScenarios();
    open.add({ close: () => Promise.resolve(['a']) });
    open.add({ close: () => Promise.reject(new Error('broken')) });
    assert.deepEqual(await open.closeAll(), ['Error: broken', 'a']);
  });

  it('opens nothing more once all were closed', async () => {
    const open = new OpenScenarios();
    open.mustGoOn();
    await open.closeAll();
    assert.throws(() => open.mustGoOn(), /the run was interrupted/);
    assert.throws(() => open.add({ close: () => Promise.resolve([]) }), /the run was interrupted/);
  });
});
