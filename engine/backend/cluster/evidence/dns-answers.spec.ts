import assert from 'node:assert/strict';
import { namesOf } from './dns-answers.ts';

describe('namesOf', () => {
  const from = { pod: 'shop/client' };

  it('finds each name once for each client, and no addresses', () => {
    const flows = [
      { from, to: 'web:80' },
      { from, to: 'http://web/cart' },
      { from: { host: 'worker' }, to: 'web:81' },
      { from, to: '10.96.0.20:80' },
      { from, to: 'service/web' },
      { from, to: 'nonsense' },
    ];
    assert.deepEqual(namesOf(flows), [
      { from, name: 'web' },
      { from: { host: 'worker' }, name: 'web' },
    ]);
  });

  it('stops where more would tell nothing new', () => {
    const flows = Array.from({ length: 80 }, (_, i) => ({ from, to: `web-${i}:80` }));
    assert.equal(namesOf(flows).length, 50);
  });
});
