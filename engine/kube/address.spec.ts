import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonicalAddress, familyOf, formatAddress, parseAddress } from './address.ts';

describe('an address', () => {
  const spellings: readonly (readonly [string, string | undefined])[] = [
    ['10.96.0.1', '10.96.0.1'],
    // Decimal, as kube-proxy reads them (TestBadIPs): neither octal nor an error.
    ['10.1.02.3', '10.1.2.3'],
    ['010.010.010.010', '10.10.10.10'],
    ['255.255.255.255', '255.255.255.255'],
    ['0.0.0.0', '0.0.0.0'],
    ['FD00:0:0:0::1', 'fd00::1'],
    ['fd00:10:244:0:0:0:0:5', 'fd00:10:244::5'],
    ['::', '::'],
    ['::1', '::1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:010.0.0.1', '10.0.0.1'],
    ['::ffff:a00:1', '10.0.0.1'],
    ['::10.0.0.1', '::a00:1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['::ffff:10.0.0.256', undefined],
    ['::10.0.0.1:1', undefined],
    ['10.0.0.256', undefined],
    ['10.0.0', undefined],
    ['10.0.0.1.1', undefined],
    ['10.0.0.1/24', undefined],
    ['10', undefined],
    ['0x0a.0.0.1', undefined],
    ['10.0.0.-1', undefined],
    [' 10.0.0.1', undefined],
    ['fe80::1%eth0', undefined],
    ['fd00:::1', undefined],
    ['web', undefined],
    ['None', undefined],
    ['', undefined],
  ];
  for (const [text, canonical] of spellings) {
    it(`"${text}" is ${canonical ?? 'none'}`, () => assert.equal(canonicalAddress(text), canonical));
  }

  it('has a family', () => {
    assert.equal(familyOf('10.0.0.1'), 'IPv4');
    assert.equal(familyOf('fd00::1'), 'IPv6');
    assert.equal(familyOf('::ffff:10.0.0.1'), 'IPv4');
    assert.equal(familyOf('::10.0.0.1'), 'IPv6');
    assert.equal(familyOf('nobody'), undefined);
  });

  it('keeps all of its bits from text to numbers and back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        assert.ok(address);
        assert.deepEqual(parseAddress(formatAddress(address)), address);
      }),
    );
  });
});
