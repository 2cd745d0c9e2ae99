import assert from 'node:assert/strict';
import { formatLabels, formatSelector } from './labels.ts';

describe('labels as kubectl writes them', () => {
  it('sorts labels', () => {
    assert.equal(formatLabels({ tier: 'front', app: 'web' }), 'app=web,tier=front');
  });

  it('says <none> for none', () => {
    assert.equal(formatLabels(undefined), '<none>');
    assert.equal(formatLabels({}), '<none>');
    assert.equal(formatSelector({}), '<none>');
  });

  it('writes every operator of a selector, sorted by key', () => {
    assert.equal(
      formatSelector({
        matchLabels: { m: '1' },
        matchExpressions: [
          { key: 'z', operator: 'DoesNotExist' },
          { key: 'a', operator: 'In', values: ['y', 'x'] },
          { key: 'b', operator: 'NotIn', values: ['v'] },
          { key: 'n', operator: 'Exists' },
        ],
      }),
      'a in (x,y),b notin (v),m=1,n,!z',
    );
  });
});
