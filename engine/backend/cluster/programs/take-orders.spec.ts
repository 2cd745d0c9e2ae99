import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveOrder } from './give-order.ts';
import type { Order } from './protocol.ts';
import { takeOrders } from './take-orders.ts';

describe('orders', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reachform-test-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('reach every container of a pod, and count those that obeyed', async () => {
    const seen: string[] = [];
    const obey = (name: string) => (order: Order) => {
      seen.push(`${name} ${JSON.stringify(order)}`);
      return Promise.resolve();
    };
    const stops = [
      await takeOrders('a', obey('a'), folder),
      await takeOrders('b', obey('b'), folder),
      await takeOrders('c', () => Promise.reject(new Error('no')), folder),
    ];
    assert.equal(await giveOrder({ ready: false, hold: true }, folder), 2);
    for (const stop of stops) stop();
    assert.deepEqual(seen.sort(), ['a {"ready":false,"hold":true}', 'b {"ready":false,"hold":true}']);
  });

  it('reach nobody where no stand-in is', async () => {
    assert.equal(await giveOrder({ ready: true }, join(folder, 'nowhere')), 0);
  });

  it('are not taken where there is no folder for them', async () => {
    await takeOrders('a', () => Promise.resolve(), join(folder, 'nowhere'));
  });
});
