import assert from 'node:assert/strict';
import { errnoOf, outcomeOf } from './errno.ts';

describe('outcomeOf', () => {
  const cases: readonly (readonly [errno: string, outcome: string])[] = [
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ENOTFOUND', 'no-name'],
    ['EAI_AGAIN', 'no-dns'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EPROTO', 'tls'],
    ['EADDRNOTAVAIL', 'other'],
    ['EPERM', 'other'],
    ['HPE_INVALID_CONSTANT', 'other'],
  ];
  for (const [errno, outcome] of cases) {
    it(`calls ${errno} ${outcome}`, () => assert.equal(outcomeOf(errno), outcome));
  }
});

describe('errnoOf', () => {
  it('takes the code of an error, its message without one, and anything else as text', () => {
    assert.equal(errnoOf(Object.assign(new Error('x'), { code: 'EPIPE' })), 'EPIPE');
    assert.equal(errnoOf(new Error('broken')), 'broken');
    assert.equal(errnoOf('words'), 'words');
    assert.equal(errnoOf(undefined), 'undefined');
  });
});
