import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world } from '../world.spec.ts';

/** What a spot outside can reach where nobody says that something routes the cluster's ranges to a node. */

const vip = '198.51.100.1';
const web = service(
  'web',
  {
    type: 'LoadBalancer',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    externalIPs: ['192.0.2.1'],
  },
  { status: { loadBalancer: { ingress: [{ ip: vip }] } } },
);
const state = world([
  web,
  slice('web', [endpoint('10.244.1.5', 'worker')], [{ port: 8080, protocol: 'TCP' }]),
  pod('web-1', 'worker', '10.244.1.5', { ports: [8080] }),
]);
const via = 'outside 203.0.113.9 via worker2';

describe('a client outside', () => {
  it('has no way to cluster IPs and pods, unless something routes them to a node', () => {
    for (const to of [
      '10.96.0.20:80',
      '10.96.0.20:81',
      '10.96.9.9:80',
      '10.244.1.5:8080',
      '10.244.1.77:8080',
      '10.244.1.1:10250',
    ]) {
      assert.equal(told(state, 'outside', to), 'unhandled', to);
    }
    assert.equal(told(state, via, '10.96.0.20:80'), 'reached web-1, hidden worker2');
    assert.equal(told(state, via, '10.244.1.5:8080'), 'reached web-1, kept 203.0.113.9');
    assert.equal(told(state, via, '10.244.1.5:81'), 'refused');
    assert.equal(told(state, via, '10.244.2.1:10250'), 'reached 10.244.2.1:10250, kept 203.0.113.9');
  });

  it('is told why', () => {
    for (const address of ['10.96.0.20', '10.244.1.5']) {
      const { reason, trace } = ask(state, 'outside', `${address}:80`);
      assert.equal(
        reason,
        `nothing outside routes ${address} to the cluster: it is an address for the inside`,
      );
      assert.deepEqual(
        trace.map(({ decision }) => decision),
        [`outside, 203.0.113.9 -> ${address}:80 TCP`, reason],
      );
    }
    const [first] = ask(state, 'outside', '172.18.0.4:30080').trace;
    assert.equal(first?.decision, 'outside, 203.0.113.9 -> 172.18.0.4:30080 TCP, arrives at node worker2');
  });

  it('reaches nodes, external IPs and load balancers all the same', () => {
    for (const to of ['172.18.0.4:30080', '192.0.2.1:80', `${vip}:80`]) {
      assert.match(told(state, 'outside', to), /^reached web-1, hidden/, to);
    }
  });
});
