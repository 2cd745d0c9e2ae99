import assert from 'node:assert/strict';
import { endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';

/** TestNodePorts, in both proxiers. */

const objects = [
  service('web', {
    type: 'NodePort',
    clusterIP: '10.96.0.20',
    clusterIPs: ['10.96.0.20', 'fd00:10:96::20'],
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  }),
  slice('web', [endpoint('10.244.1.5', 'worker')]),
  slice('web', [endpoint('fd00:10:244:1::5', 'worker')], undefined, 'six', 'IPv6'),
  pod('web-1', 'worker', '10.244.1.5', {
    status: {
      phase: 'Running',
      podIP: '10.244.1.5',
      podIPs: [{ ip: '10.244.1.5' }, { ip: 'fd00:10:244:1::5' }],
    },
  }),
];

/** Which addresses of node worker take the node port, asked from a process there. */
function taken(options: WorldOptions): string {
  const state = world(objects, { families: ['IPv4', 'IPv6'], ...options });
  const addresses = {
    main: '172.18.0.3',
    gateway: '10.244.1.1',
    loopback: '127.0.0.1',
    'other loopback': '127.8.8.8',
    main6: '[fc00::3]',
    gateway6: '[fd00:10:244:1::1]',
    loopback6: '[::1]',
  };
  return Object.entries(addresses)
    .filter(([, address]) => {
      const answer = told(state, 'host worker', `${address}:30080`);
      assert.ok(answer.startsWith('reached web-1') || answer === 'refused', answer);
      return answer !== 'refused';
    })
    .map(([name]) => name)
    .join(', ');
}

const rows: readonly (readonly [
  string,
  WorldOptions['proxy'] & object,
  iptables: string,
  nftables: string,
])[] = [
  ['nothing said', {}, 'main, gateway, loopback, other loopback, main6, gateway6', 'main, main6'],
  ['localhostNodePorts off', { localhostNodePorts: false }, 'main, gateway, main6, gateway6', 'main, main6'],
  ['primary', { nodePortAddresses: ['primary'] }, 'main, main6', 'main, main6'],
  [
    'everything of IPv4',
    { nodePortAddresses: ['0.0.0.0/0'] },
    'main, gateway, loopback, other loopback, main6, gateway6',
    'main, gateway, main6, gateway6',
  ],
  [
    'a range of the nodes',
    { nodePortAddresses: ['172.18.0.0/16'] },
    'main, main6, gateway6',
    'main, main6, gateway6',
  ],
  [
    'ranges of both families',
    { nodePortAddresses: ['10.244.0.0/16', 'fc00::/64'] },
    'gateway, main6',
    'gateway, main6',
  ],
  [
    'several ranges of each family',
    { nodePortAddresses: ['192.0.2.0/24', '172.18.0.0/16', '2001:db8::/32', 'fc00::/64'] },
    'main, main6',
    'main, main6',
  ],
  [
    'everything of IPv4 beside a range, which then means nothing',
    { nodePortAddresses: ['192.0.2.0/24', '0.0.0.0/0'] },
    'main, gateway, loopback, other loopback, main6, gateway6',
    'main, gateway, main6, gateway6',
  ],
  ['loopback', { nodePortAddresses: ['127.0.0.0/8', '::1/128'] }, 'loopback', ''],
  [
    'loopback, but localhostNodePorts off',
    { nodePortAddresses: ['127.0.0.0/8', 'fc00::/64'], localhostNodePorts: false },
    'main6',
    'main6',
  ],
  ['elsewhere', { nodePortAddresses: ['192.0.2.0/24', '2001:db8::/32'] }, '', ''],
];

describe('the addresses of a node that take node ports', () => {
  for (const [words, proxy, iptables, nftables] of rows) {
    it(`${words}: iptables ${iptables || 'none'}; nftables ${nftables || 'none'}`, () => {
      assert.equal(taken({ mode: 'iptables', proxy }), iptables);
      assert.equal(taken({ mode: 'nftables', proxy }), nftables);
    });
  }

  it('are all of them in the nftables mode of 1.29, but loopback (kubernetes PR 122724)', () => {
    assert.equal(taken({ mode: 'nftables', minor: 29 }), 'main, gateway, main6, gateway6');
    assert.equal(taken({ mode: 'nftables', minor: 30 }), 'main, main6');
    assert.equal(taken({ mode: 'nftables', minor: 31 }), 'main, main6');
  });

  it('fall back to the primary one family by family in the nftables mode of 1.30 (kubernetes PR 123105)', () => {
    const at = (minor: number, ...nodePortAddresses: readonly string[]) =>
      taken({ mode: 'nftables', minor, proxy: { nodePortAddresses } });
    for (const [minor, main6] of [
      [29, 'main6, gateway6'],
      [30, 'main6'],
      [31, 'main6, gateway6'],
    ] as const) {
      assert.equal(at(minor, '10.244.0.0/16'), `gateway, ${main6}`, `1.${minor}`);
    }
    assert.equal(at(30, 'fc00::/64'), 'main, main6');
    assert.equal(at(31, 'fc00::/64'), 'main, gateway, main6');
    assert.equal(
      taken({ mode: 'iptables', minor: 30, proxy: { nodePortAddresses: ['fc00::/64'] } }),
      'main, gateway, loopback, other loopback, main6',
    );
  });

  it('are those of loopback before 1.26, which knew no localhostNodePorts (kubernetes PR 108250)', () => {
    const at = (minor: number): string =>
      taken({ mode: 'iptables', minor, proxy: { localhostNodePorts: false } });
    assert.equal(at(25), 'main, gateway, loopback, other loopback, main6, gateway6');
    assert.equal(at(26), 'main, gateway, main6, gateway6');
  });

  it('are its own: the same from a pod, another node and outside', () => {
    const state = world(objects, { mode: 'nftables' });
    for (const from of ['web-1', 'host worker2', 'outside']) {
      assert.match(told(state, from, '172.18.0.3:30080'), /^reached web-1/, from);
    }
    assert.equal(told(state, 'web-1', '10.244.1.1:30080'), 'refused');
  });

  it('hide a process that dials loopback like any other', () => {
    const state = world(objects);
    assert.equal(told(state, 'host worker', '127.0.0.1:30080'), 'reached web-1, hidden worker');
    assert.equal(told(state, 'host worker2', 'localhost:30080'), 'reached web-1, hidden worker2');
    assert.equal(told(state, 'host worker 172.18.0.3', '127.0.0.1:30080'), 'reached web-1, hidden worker');
  });

  it('do not make loopback of a pod or of the outside the node', () => {
    const state = world(objects);
    assert.equal(told(state, 'web-1', '127.0.0.1:30080'), 'refused');
    assert.equal(told(state, 'outside', '127.0.0.1:30080'), 'unhandled');
  });
});
