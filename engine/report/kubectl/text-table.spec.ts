import assert from 'node:assert/strict';
import { textTable } from './text-table.ts';

describe('text table', () => {
  it('leaves three blanks after the widest cell and none after the last column', () => {
    assert.equal(
      textTable([
        ['NAME', 'AGE'],
        ['a-long-name', '1s'],
      ]),
      'NAME          AGE\na-long-name   1s\n',
    );
  });

  it('makes no column narrower than six', () => {
    assert.equal(textTable([['a', 'b', 'c']]), 'a     b     c\n');
  });

  it('cuts a cell at its first line break', () => {
    assert.equal(textTable([['one\ntwo', 'x']]), 'one...   x\n');
  });
});
