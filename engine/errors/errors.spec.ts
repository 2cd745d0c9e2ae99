import assert from 'node:assert/strict';
import { ClusterError, UserError } from './errors.ts';

describe('errors that end in a message', () => {
  it('a user error carries all its problems, sorted', () => {
    const error = new UserError([
      { what: 'second', where: { file: 'a', line: 2, column: 1 } },
      { what: 'first', where: { file: 'a', line: 1, column: 1 } },
    ]);
    assert.equal(error.message, 'error: first    a:1:1\n\nerror: second    a:2:1');
    assert.equal(error.problems.length, 2);
  });

  it('a user error takes a single problem too', () => {
    assert.equal(new UserError({ what: 'no flows' }).message, 'error: no flows');
  });

  it('a cluster error keeps its cause', () => {
    const cause = new Error('exit 1');
    assert.equal(new ClusterError({ what: 'kind failed' }, { cause }).cause, cause);
  });
});
