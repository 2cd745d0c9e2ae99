import assert from 'node:assert/strict';
import { nthAddress } from '../../kube/index.ts';
import { allocateClusterIP } from './cluster-ips.ts';
import { allocateNodePort } from './node-ports.ts';

const some = Array.from({ length: 20 }, (_, i) => `default/web-${i}`);
const keys = some.slice(0, 3);

describe('the lower band of a service range (Test_calculateRangeOffset of ipallocator)', () => {
  const rows: readonly (readonly [range: string, band: number, last: number])[] = [
    ['192.168.1.0/28', 0, 14],
    ['192.168.1.0/27', 16, 30],
    ['192.168.1.0/24', 16, 254],
    ['192.168.0.0/23', 32, 510],
    ['192.168.0.0/22', 64, 1022],
    ['192.168.0.0/20', 256, 4094],
    ['fd00::/124', 0, 15],
    ['fd00::/120', 16, 255],
    ['fd00::/116', 256, 4095],
  ];
  for (const [range, band, last] of rows) {
    it(`of ${range} has ${band} addresses, the last one to give is number ${last}`, () => {
      const only = (...numbers: readonly number[]): ReadonlySet<string | undefined> =>
        new Set(
          keys.map((key) =>
            allocateClusterIP(key, range, (ip) => numbers.some((n) => nthAddress(range, n) === ip)),
          ),
        );
      const at = (n: number): ReadonlySet<string | undefined> => new Set([nthAddress(range, n)]);
      assert.deepEqual(only(band, band + 1), at(band + 1), 'from above the band first');
      assert.deepEqual(only(1), at(1), 'then from the band');
      assert.deepEqual(only(0), new Set([undefined]), 'never the first');
      assert.deepEqual(only(last), at(last));
      assert.deepEqual(only(last + 1), new Set([undefined]));
    });
  }

  it('is not kept before there were bands', () => {
    const found = some.map((key) =>
      allocateClusterIP(key, '10.0.0.0/27', (ip) => ip === '10.0.0.5' || ip === '10.0.0.25', false),
    );
    assert.deepEqual(new Set(found), new Set(['10.0.0.5', '10.0.0.25']));
  });
});

describe('the lower band of the node port range (Test_calculateRangeOffset of portallocator)', () => {
  const rows: readonly (readonly [size: number, band: number])[] = [
    [16, 0],
    [17, 16],
    [128, 16],
    [512, 16],
    [1024, 32],
    [2768, 86],
    [4096, 128],
    [10000, 128],
  ];
  for (const [size, band] of rows) {
    it(`of ${size} ports has ${band}`, () => {
      const range = { from: 30000, to: 29999 + size };
      const only = (...ports: readonly number[]): ReadonlySet<number | undefined> =>
        new Set(keys.map((key) => allocateNodePort(key, range, (port) => ports.includes(port))));
      const split = 30000 + band;
      if (band > 0) assert.deepEqual(only(split - 1, range.to), new Set([range.to]));
      assert.deepEqual(only(split), new Set([split]));
      assert.deepEqual(only(30000), new Set([30000]));
      assert.deepEqual(only(range.to), new Set([range.to]));
      assert.deepEqual(only(29999, range.to + 1), new Set([undefined]));
      if (band > 0) assert.deepEqual(only(split, split - 1), new Set([split]));
    });
  }

  it('is not kept before there were bands', () => {
    const found = some.map((key) =>
      allocateNodePort(key, { from: 30000, to: 30099 }, (port) => port === 30001 || port === 30090, false),
    );
    assert.deepEqual(new Set(found), new Set([30001, 30090]));
  });
});
