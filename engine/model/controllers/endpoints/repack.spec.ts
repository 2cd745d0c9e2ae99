import assert from 'node:assert/strict';
import type { EndpointAddress, EndpointPort } from '../../../kube/index.ts';
import { repackSubsets } from './repack.ts';

const at = (ip: string, more: Partial<EndpointAddress> = {}): EndpointAddress => ({ ip, ...more });
const main = (port: number): EndpointPort => ({ name: 'main', port, protocol: 'TCP' });
const dgram: EndpointPort = { name: 'dgram', port: 53, protocol: 'UDP' };

describe('repacked subsets', () => {
  it('put ports together that the same addresses offer, not addresses with the same ports', () => {
    const [a, b] = [at('10.0.0.1'), at('10.0.0.2')];
    assert.deepEqual(
      repackSubsets([
        { addresses: [a], ports: [dgram, main(8080)] },
        { addresses: [b], ports: [dgram, main(9090)] },
      ]),
      [
        { addresses: [a, b], ports: [dgram] },
        { addresses: [a], ports: [main(8080)] },
        { addresses: [b], ports: [main(9090)] },
      ],
    );
  });

  it('unite subsets that differ in nothing but their addresses, by text', () => {
    assert.deepEqual(
      repackSubsets([
        { addresses: [at('10.0.0.9')], ports: [dgram] },
        { addresses: [at('10.0.0.10')], ports: [dgram] },
      ]),
      [{ addresses: [at('10.0.0.10'), at('10.0.0.9')], ports: [dgram] }],
    );
  });

  it('are in the order of their addresses and ports, however they were written', () => {
    const [a, b] = [at('10.0.0.1'), at('10.0.0.2')];
    assert.deepEqual(
      repackSubsets([
        { addresses: [b], ports: [main(9090)] },
        { addresses: [a], ports: [main(8080)] },
        { addresses: [b, a], ports: [{ name: 'z', port: 1 }] },
        { addresses: [a, b], ports: [dgram] },
      ]),
      [
        { addresses: [a, b], ports: [dgram, { name: 'z', port: 1 }] },
        { addresses: [a], ports: [main(8080)] },
        { addresses: [b], ports: [main(9090)] },
      ],
    );
  });

  it('write an address as it was written first', () => {
    const named = at('10.0.0.1', { hostname: 'one', nodeName: 'worker' });
    assert.deepEqual(
      repackSubsets([
        { addresses: [named], ports: [main(8080)] },
        { addresses: [at('10.0.0.1')], ports: [main(9090)] },
      ]),
      [{ addresses: [named], ports: [main(8080), main(9090)] }],
    );
  });

  it('keep pods apart that share an address', () => {
    const of = (uid: string): EndpointAddress =>
      at('172.18.0.3', { targetRef: { kind: 'Pod', name: uid, uid } });
    const [subset, ...others] = repackSubsets([{ addresses: [of('u2'), of('u1')], ports: [dgram] }]);
    assert.deepEqual(subset?.addresses?.map(({ targetRef }) => targetRef?.uid).sort(), ['u1', 'u2']);
    assert.deepEqual(others, []);
  });

  it('take an address for unready that one subset calls so', () => {
    const a = at('10.0.0.1');
    const expected = [{ notReadyAddresses: [a], ports: [dgram] }];
    const subsets = [
      { addresses: [a], ports: [dgram] },
      { notReadyAddresses: [a], ports: [dgram] },
    ];
    assert.deepEqual(repackSubsets(subsets), expected);
    assert.deepEqual(repackSubsets(subsets.toReversed()), expected);
  });

  it('keep addresses that offer no port', () => {
    const subsets = [{ addresses: [at('10.0.0.1')] }];
    assert.deepEqual(repackSubsets(subsets), subsets);
    assert.deepEqual(repackSubsets([]), []);
  });
});
