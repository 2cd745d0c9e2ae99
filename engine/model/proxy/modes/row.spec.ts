import assert from 'node:assert/strict';
import { parseVersion } from '../../../kube/index.ts';
import { valueAt } from './row.ts';

describe('a cell of the table of modes', () => {
  const cell = [
    ['1.20', 'first'],
    ['1.25', 'second'],
    ['1.30', 'third'],
  ] as const;
  const at = (release: string): string => valueAt(cell, parseVersion(release)!);

  it('says what the newest release says that is reached', () => {
    assert.deepEqual(['1.20', '1.24', '1.25', '1.29', '1.30', '1.35'].map(at), [
      'first',
      'first',
      'second',
      'second',
      'third',
      'third',
    ]);
  });

  it('says before its first release what it says there', () => assert.equal(at('1.10'), 'first'));

  it('has at least one value', () =>
    assert.throws(() => valueAt([], parseVersion('1.35')!), new RangeError('a cell without any value')));

  it('says one thing for all releases where it is a word', () =>
    assert.equal(valueAt('always', parseVersion('1.18')!), 'always'));
});
