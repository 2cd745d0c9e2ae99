import assert from 'node:assert/strict';
import { identify } from './identify.ts';
import { parseIdentity, plainAddress, probeLine } from './identity.ts';

describe('parseIdentity', () => {
  it('reads what a stand-in says', () => {
    const identity = identify('TCP', { server: { port: 80 }, client: { address: '10.0.0.1', port: 5 } });
    assert.deepEqual(parseIdentity(`${JSON.stringify(identity)}\n`), identity);
  });

  it('reads nothing else', () => {
    for (const text of [
      '',
      'HTTP/1.1 400 Bad Request',
      '{"pod":"a"}',
      '{"reachform":1,"pod":',
      '{"reachform":2,"pod":"a"}',
    ]) {
      assert.equal(parseIdentity(text), undefined, text);
    }
  });
});

describe('plainAddress', () => {
  it('shows an IPv4 address of a dual-stack socket as such, and no zone', () => {
    assert.equal(plainAddress('::ffff:10.0.0.1'), '10.0.0.1');
    assert.equal(plainAddress('fd00::1'), 'fd00::1');
    assert.equal(plainAddress('fe80::1%eth0'), 'fe80::1');
    assert.equal(plainAddress(undefined), '');
  });
});

describe('probeLine', () => {
  it('is longer than a DNS header, so that DNS servers answer it', () => {
    assert.ok(Buffer.byteLength(probeLine) > 12);
  });
});
