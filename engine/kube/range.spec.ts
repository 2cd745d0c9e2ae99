import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { inRange, nthAddress, nthSubrange, overlaps, parseRange, sizeOf } from './range.ts';

describe('a range', () => {
  it('has one spelling', () => {
    assert.equal(parseRange('10.244.3.7/16')?.text, '10.244.0.0/16');
    assert.equal(parseRange(' 10.0.0.0/8 ')?.text, '10.0.0.0/8');
    assert.equal(parseRange('FD00:10:96::/112')?.text, 'fd00:10:96::/112');
  });

  for (const text of [
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/8',
    'fd00::/129',
    '/8',
    '',
    'primary',
  ]) {
    it(`"${text}" is none`, () => assert.equal(parseRange(text), undefined));
  }

  it('holds its own addresses and no others', () => {
    assert.ok(inRange('10.244.255.255', '10.244.0.0/16'));
    assert.ok(!inRange('10.245.0.0', '10.244.0.0/16'));
    assert.ok(inRange('200.1.2.3', '0.0.0.0/0'));
    assert.ok(inRange('128.0.0.1', '128.0.0.0/1'));
    assert.ok(inRange('1.2.3.4', '1.2.3.4/32'));
    assert.ok(inRange('fd00:10:244:1::9', 'fd00:10:244::/56'));
    assert.ok(!inRange('fd00:10:245::9', 'fd00:10:244::/56'));
  });

  it('holds nothing of the other family, and nothing that is no address', () => {
    assert.ok(!inRange('10.0.0.1', '::/0'));
    assert.ok(!inRange('::1', '0.0.0.0/0'));
    assert.ok(!inRange('web', '0.0.0.0/0'));
    assert.ok(!inRange('10.0.0.1', 'everything'));
  });

  it('counts its addresses, exactly', () => {
    assert.equal(sizeOf('10.96.0.0/16'), 65536);
    assert.equal(sizeOf('10.0.0.1/32'), 1);
    assert.equal(sizeOf('fd00:10:96::/112'), 65536);
    assert.equal(sizeOf('fd00:10:244::/56'), 2 ** 72);
    assert.equal(sizeOf('none'), 0);
  });

  it('gives its n-th address, and none past its end', () => {
    assert.equal(nthAddress('10.96.0.0/16', 1), '10.96.0.1');
    assert.equal(nthAddress('10.96.0.0/16', 256), '10.96.1.0');
    assert.equal(nthAddress('fd00:10:96::/112', 10), 'fd00:10:96::a');
    assert.equal(nthAddress('255.255.255.0/24', 255), '255.255.255.255');
    assert.equal(nthAddress('10.0.0.0/30', 4), undefined);
    assert.equal(nthAddress('10.0.0.0/30', -1), undefined);
  });

  it('gives nodes their parts', () => {
    assert.equal(nthSubrange('10.244.0.0/16', 24, 2), '10.244.2.0/24');
    assert.equal(nthSubrange('fd00:10:244::/56', 64, 3), 'fd00:10:244:3::/64');
    assert.equal(nthSubrange('10.244.0.0/16', 24, 256), undefined);
    assert.equal(nthSubrange('10.244.0.0/25', 24, 0), undefined);
  });

  it('overlaps with another that holds an address of it', () => {
    assert.ok(overlaps('10.0.0.0/8', '10.244.0.0/16'));
    assert.ok(overlaps('10.244.0.0/16', '10.0.0.0/8'));
    assert.ok(!overlaps('10.244.0.0/24', '10.244.1.0/24'));
    assert.ok(!overlaps('::/0', '0.0.0.0/0'));
  });

  it('holds each of the addresses that it gives', () => {
    const ranges = fc.tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 8, max: 32 }), fc.nat(1000));
    fc.assert(
      fc.property(ranges, ([address, prefix, n]) => {
        const range = `${address}/${prefix}`;
        const nth = nthAddress(range, n);
        assert.equal(nth !== undefined, n < sizeOf(range));
        if (nth !== undefined) assert.ok(inRange(nth, range));
      }),
    );
  });
});
