import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world } from '../world.spec.ts';

/** e2e dual_stack.go; TestClusterIPGeneral and TestNoEndpointsReject for IPv6. */

const dual = (name: string, node: string, n: number, host: number) =>
  pod(name, node, '', {
    status: {
      phase: 'Running',
      podIPs: [{ ip: `10.244.${n}.${host}` }, { ip: `fd00:10:244:${n}:0::${host}` }],
    },
  });
const objects = [
  dual('a', 'worker', 1, 5),
  dual('b', 'worker2', 2, 5),
  dual('client', 'worker', 1, 9),
  service(
    'web',
    {
      type: 'LoadBalancer',
      clusterIP: '10.96.0.20',
      clusterIPs: ['10.96.0.20', 'FD00:10:96:0::20'],
      ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
      externalTrafficPolicy: 'Local',
      externalIPs: ['2001:DB8:0::1'],
      loadBalancerSourceRanges: ['2001:db8:5::/48'],
    },
    { status: { loadBalancer: { ingress: [{ ip: '198.51.100.1' }, { ip: '2001:db8::2' }] } } },
  ),
  slice('web', [endpoint('10.244.1.5', 'worker')]),
  slice('web', [endpoint('fd00:10:244:2::5', 'worker2')], undefined, 'six', 'IPv6'),
];

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`two families, mode ${mode}`, () => {
    const state = world(objects, { families: ['IPv4', 'IPv6'], mode });

    it('have endpoints, node ports and addresses of their own', () => {
      assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a, kept 10.244.1.9');
      assert.equal(told(state, 'client', '[fd00:10:96::20]:80'), 'reached b, kept fd00:10:244:1::9');
      assert.equal(told(state, 'outside', '172.18.0.3:30080'), 'reached a, kept 203.0.113.9');
      assert.equal(told(state, 'outside 2001:db8:5::9', '[fc00::3]:30080'), 'timeout');
      assert.equal(told(state, 'outside 2001:db8:5::9', '[fc00::4]:30080'), 'reached b, kept 2001:db8:5::9');
      assert.equal(told(state, 'client', '[2001:db8::1]:80'), 'reached b, kept fd00:10:244:1::9');
      assert.equal(told(state, 'host worker', '[fd00:10:96::20]:80'), 'reached b, hidden worker');
      assert.equal(
        told(state, 'client', '[fd00:10:96::20]:81'),
        mode === 'nftables' ? 'refused' : 'unhandled',
      );
    });

    it('have a loopback address each, from which a node calls itself', () => {
      assert.equal(told(state, 'host worker', '[::1]:10250'), 'reached ::1:10250, kept ::1');
      assert.equal(told(state, 'host worker', '127.0.0.1:10250'), 'reached 127.0.0.1:10250, kept 127.0.0.1');
    });

    it('have source ranges of their own', () => {
      assert.equal(
        told(state, 'outside 2001:db8:5::9 via worker2', '[2001:db8::2]:80'),
        'reached b, kept 2001:db8:5::9',
      );
      assert.equal(told(state, 'outside 2001:db8:6::9 via worker2', '[2001:db8::2]:80'), 'timeout');
      assert.equal(
        told(state, 'outside 192.0.2.9 via worker', '198.51.100.1:80'),
        'reached a, kept 192.0.2.9',
      );
    });

    it('are not translated into each other', () => {
      const onlySix = world([...objects.slice(0, 4), ...objects.slice(5)], {
        families: ['IPv4', 'IPv6'],
        mode,
      });
      assert.equal(told(onlySix, 'client', '10.96.0.20:80'), 'refused');
      assert.equal(told(onlySix, 'client', '[fd00:10:96::20]:80'), 'reached b, kept fd00:10:244:1::9');
    });

    it('leave a client without an address of the family nowhere', () => {
      const four = world(
        [...objects.slice(0, 2), pod('client', 'worker', '10.244.1.9'), ...objects.slice(3)],
        {
          families: ['IPv4', 'IPv6'],
          mode,
        },
      );
      assert.equal(told(four, 'client', '[fd00:10:96::20]:80'), 'unhandled');
      assert.equal(
        ask(four, 'client', '[fd00:10:96::20]:80').reason,
        'pod default/client has no IPv6 address',
      );
      assert.equal(
        ask(four, 'client', '[fd00:10:96::20]:80').trace[0]?.decision,
        'pod default/client, no address -> [fd00:10:96::20]:80 TCP, starts on node worker',
      );
      assert.equal(told(four, 'outside', '[fc00::3]:30080'), 'unhandled');
    });

    it('hide a pod from other nodes alike', () => {
      assert.equal(told(state, 'client', '[fc00::4]:30080'), 'reached b, hidden worker');
      assert.equal(told(state, 'client', '[fc00::5]:30080'), 'timeout');
      assert.equal(told(state, 'b', '[fd00:10:96::20]:80'), 'reached b, hidden worker2');
    });
  });
}
