import assert from 'node:assert/strict';
import { manifestOf, type Node, type Pod } from '../../kube/index.ts';
import { ObjectStore } from '../object-store.ts';
import { PersistentMap } from '../tables/persistent-map.ts';
import { nodeAddresses, PodAddresses } from './pod-addresses.ts';

function node(spec: Node['spec'], addresses?: readonly (readonly [type: string, address: string])[]): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'worker' },
    ...(spec && { spec }),
    ...(addresses && { status: { addresses: addresses.map(([type, address]) => ({ type, address })) } }),
  } as Node;
}

function pod(name: string, ...ips: readonly string[]): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'a' }] },
    ...(ips.length > 0 && { status: { podIPs: ips.map((ip) => ({ ip })) } }),
  };
}

/** Hands out addresses beside pods that are there, and others that were given back. */
function handOut(present: readonly Pod[], released: readonly string[] = []): PodAddresses {
  const given = PersistentMap.empty<true>().with(released.map((ip) => [ip, true] as const));
  return new PodAddresses(ObjectStore.of(present.map((one) => manifestOf(one))), given);
}

describe('the addresses of a node', () => {
  it('are the first internal ones of each family', () => {
    const all = node(undefined, [
      ['Hostname', '192.0.2.1'],
      ['ExternalIP', '192.0.2.2'],
      ['InternalIP', '172.18.0.3'],
      ['InternalIP', '172.18.0.4'],
      ['InternalIP', 'fc00::3'],
    ]);
    assert.deepEqual(
      [...nodeAddresses(all)],
      [
        ['IPv4', '172.18.0.3'],
        ['IPv6', 'fc00::3'],
      ],
    );
    assert.deepEqual([...nodeAddresses(node(undefined))], []);
    assert.deepEqual([...nodeAddresses(node(undefined, [['InternalIP', 'worker']]))], []);
  });
});

describe('the addresses that a node gives its pods', () => {
  const single = node({ podCIDR: '10.244.9.0/29', podCIDRs: ['10.244.9.0/29'] });
  const dual = node({ podCIDR: '10.244.9.0/29', podCIDRs: ['10.244.9.0/29', 'fd00:9::/125'] });

  it('are those from the second on, each once, and then none', () => {
    const addresses = handOut([]);
    const given = Array.from({ length: 6 }, (_, i) => addresses.take(pod(`p${i}`), single));
    assert.deepEqual(
      given
        .slice(0, 5)
        .map((ips) => ips!.join())
        .toSorted(),
      [2, 3, 4, 5, 6].map((n) => `10.244.9.${n}`),
    );
    assert.equal(given[5], undefined);
    assert.equal(addresses.take(pod('more'), single), undefined);
  });

  it('are of the one range that an old manifest writes, and none without a range', () => {
    assert.match(
      handOut([])
        .take(pod('a'), node({ podCIDR: '10.244.9.0/29' }))!
        .join(),
      /^10\.244\.9\.\d$/,
    );
    assert.equal(handOut([]).take(pod('a'), node({})), undefined);
    assert.equal(handOut([]).take(pod('a'), node(undefined)), undefined);
  });

  it('have one place in both families, free in both', () => {
    const present = [2, 3, 4].map((n) => pod(`v4-${n}`, `10.244.9.${n}`));
    const other = pod('v6', 'fd00:9::6');
    assert.deepEqual(handOut([...present, other]).take(pod('new'), dual), ['10.244.9.5', 'fd00:9::5']);
  });

  it('were not given back in any family, as long as there are others', () => {
    const released = ['10.244.9.2', '10.244.9.3', 'fd00:9::4', 'fd00:9::6'];
    const addresses = handOut([], released);
    assert.deepEqual(addresses.take(pod('new'), dual), ['10.244.9.5', 'fd00:9::5']);
    assert.ok(addresses.take(pod('next'), dual), 'those that were given back then');
  });
});
