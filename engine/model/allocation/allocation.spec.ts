import assert from 'node:assert/strict';
import { inRange } from '../../kube/index.ts';
import { allocateClusterIP } from './cluster-ips.ts';
import { bandsOf, firstFree } from './first-free.ts';
import { allocateNodePort } from './node-ports.ts';
import { stableHash } from '../stable-hash.ts';

const all = (): boolean => true;

describe('a free number', () => {
  it('is the same for the same key, and another for most other keys', () => {
    const bands = [{ from: 100, to: 199 }];
    assert.equal(firstFree('a/b', bands, all), firstFree('a/b', bands, all));
    const found = new Set(Array.from({ length: 20 }, (_, i) => firstFree(`a/${i}`, bands, all)));
    assert.ok(found.size > 15);
  });

  it('is the next one where the first is taken, around the end of the band', () => {
    const bands = [{ from: 1, to: 3 }];
    const first = firstFree('x', bands, all)!;
    const second = firstFree('x', bands, (n) => n !== first)!;
    assert.equal(second, first === 3 ? 1 : first + 1);
  });

  it('comes from the lower band only when the upper one is full, and then from nowhere', () => {
    const bands = bandsOf({ from: 1, to: 10 }, 4);
    assert.deepEqual(bands, [
      { from: 5, to: 10 },
      { from: 1, to: 4 },
    ]);
    const taken = new Set<number>();
    const order = Array.from({ length: 11 }, () => {
      const n = firstFree('x', bands, (one) => !taken.has(one));
      if (n !== undefined) taken.add(n);
      return n;
    });
    assert.ok(order.slice(0, 6).every((n) => n! >= 5));
    assert.ok(order.slice(6, 10).every((n) => n! <= 4));
    assert.equal(order[10], undefined);
  });
});

describe('the stable hash', () => {
  it('never changes: names and addresses follow from it', () => {
    assert.equal(stableHash(''), 2872998923);
    assert.notEqual(stableHash('default/web'), stableHash('default/wea'));
    assert.notEqual(stableHash('ab'), stableHash('ba'));
  });
});

describe('a cluster IP', () => {
  it('leaves the first 256 addresses of a /16 alone', () => {
    for (let i = 0; i < 200; i++) {
      const ip = allocateClusterIP(`default/web-${i}`, '10.96.0.0/16', all)!;
      assert.ok(inRange(ip, '10.96.0.0/16'), ip);
      assert.ok(!inRange(ip, '10.96.0.0/24'), ip);
    }
  });

  it('is never the network address nor the last one of an IPv4 range', () => {
    const taken = new Set<string>();
    const take = (): string | undefined => {
      const ip = allocateClusterIP('a/b', '10.0.0.0/29', (one) => !taken.has(one));
      if (ip) taken.add(ip);
      return ip;
    };
    for (let i = 0; i < 6; i++) assert.ok(take());
    assert.equal(take(), undefined);
    assert.ok(!taken.has('10.0.0.0') && !taken.has('10.0.0.7'));
  });

  it('comes from an IPv6 range too', () => {
    const ip = allocateClusterIP('a/b', 'fd00:10:96::/112', all)!;
    assert.ok(inRange(ip, 'fd00:10:96::/112'));
  });

  it('comes from the lower band of a small range when the upper is full', () => {
    const upperFull = (ip: string): boolean => Number(ip.split('.')[3]) <= 16;
    const ip = allocateClusterIP('a/b', '10.0.0.0/27', upperFull)!;
    assert.ok(upperFull(ip));
  });
});

describe('a node port', () => {
  it('leaves the first 86 ports of the usual range alone', () => {
    for (let i = 0; i < 200; i++) {
      const port = allocateNodePort(`a/${i}`, { from: 30000, to: 32767 }, all)!;
      assert.ok(port >= 30086 && port <= 32767);
    }
  });

  it('may be any of a range of 16 or fewer', () => {
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 16; i++) {
      ports.add(allocateNodePort('a', { from: 30000, to: 30015 }, (port) => !ports.has(port)));
    }
    assert.equal(ports.size, 16);
  });
});
