import assert from 'node:assert/strict';
import { formatPath } from '../manifest.ts';
import type { Node } from '../types/node.ts';
import { validateNode } from './node.ts';

function said(spec: object): string[] {
  const faults = validateNode({ spec } as Node);
  return faults.map(({ path, what }) => `${formatPath(path)}: ${what}`);
}

describe('the ranges of a node (TestValidateNode)', () => {
  const pair = ['10.244.0.0/24', 'fd00::/64'];
  const noPair = (...ranges: string[]): string =>
    `spec.podCIDRs: Invalid value: ${JSON.stringify(ranges)}: may specify no more than one CIDR for each IP family`;

  it('are one of a family', () => {
    assert.deepEqual(said({ podCIDRs: pair }), []);
    assert.deepEqual(said({ podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] }), [
      noPair('10.0.0.0/24', '10.0.1.0/24'),
    ]);
    assert.deepEqual(said({ podCIDRs: [...pair, pair[0]] }), [noPair(...pair, pair[0]!)]);
  });

  it('are what the older field says, where that differs', () => {
    assert.deepEqual(said({ podCIDR: '10.0.0.0/24', podCIDRs: ['x', 'y'] }), []);
    assert.deepEqual(said({ podCIDR: pair[0], podCIDRs: pair }), []);
  });
});

describe('the taints of a node (TestValidateNode)', () => {
  const effect = 'NoSchedule';

  it('are one for each key and effect, which the API server calls by another path', () => {
    const taints = [
      { key: 'a', effect },
      { key: 'a', effect: 'NoExecute' },
      { key: 'a', value: 'v', effect },
    ];
    assert.deepEqual(said({ taints }), [
      'metadata.taints[2]: Duplicate value: {"Key":"a","Value":"v","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    ]);
    assert.deepEqual(validateNode({ spec: { taints } } as unknown as Node)[0]!.at, ['spec', 'taints', 2]);
  });

  it('have keys and values', () => {
    const taints = [{ key: '', value: 'v!', effect }];
    assert.deepEqual(
      said({ taints }).map((one) => one.split(':')[0]),
      ['metadata.taints[0].key', 'metadata.taints[0].key', 'metadata.taints[0].value'],
    );
  });
});

describe('the addresses of a node', () => {
  const faults = (...addresses: object[]): string[] =>
    validateNode({ status: { addresses } } as unknown as Node).map(
      ({ path, what }) => `${formatPath(path)}: ${what}`,
    );

  it('are some, where the node is to be found', () => {
    assert.deepEqual(faults({ type: 'InternalIP', address: '172.18.0.2' }, { type: 'Hostname' }), []);
    assert.deepEqual(faults({ type: 'InternalIP' }, { type: 'ExternalIP', address: 'here' }), [
      'status.addresses[0].address: Invalid value: "": must be a valid IP address',
      'status.addresses[1].address: Invalid value: "here": must be a valid IP address',
    ]);
  });
});
