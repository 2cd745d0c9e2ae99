import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, thisProcess } from './process-mark.ts';
import { withLock } from './with-lock.ts';

const name = `reachform-test-${process.pid}`;
const file = join(tmpdir(), `${name}.lock`);

describe('withLock', () => {
  it('lets one in at a time, and leaves nothing behind', async () => {
    let inside = 0;
    let highest = 0;
    const work = (): Promise<void> =>
      withLock(name, async () => {
        highest = Math.max(highest, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
      });
    await Promise.all([work(), work(), work()]);
    assert.equal(highest, 1);
    assert.ok(!existsSync(file));
  });

  it('opens after a failure', async () => {
    await assert.rejects(
      withLock(name, () => Promise.reject(new Error('broken'))),
      /broken/,
    );
    assert.equal(await withLock(name, () => Promise.resolve('in')), 'in');
  });

  it('does not wait for a process that died', async () => {
    await writeFile(file, `${hostname()}/999999999`);
    assert.equal(await withLock(name, () => Promise.resolve('in')), 'in');
  });
});

describe('isAlive', () => {
  it('knows processes of this machine, and takes others for gone', () => {
    assert.ok(isAlive(thisProcess));
    assert.ok(!isAlive(`${hostname()}/999999999`));
    assert.ok(!isAlive('elsewhere/1'));
    assert.ok(!isAlive(undefined));
    assert.ok(!isAlive(''));
  });
});
