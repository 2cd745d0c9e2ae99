import assert from 'node:assert/strict';
import { endpoint, pod, service, slice, told, world } from '../world.spec.ts';

const nodePort = service('web', {
  type: 'NodePort',
  externalTrafficPolicy: 'Local',
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
});
const pods = [pod('web-1', 'worker', '10.244.1.5'), pod('client', 'worker3', '10.244.3.9')];
const worker2 = '172.18.0.4:30080';

describe('an answer that goes past the node that translated the request', () => {
  // A slice says worker2, the pod is on worker; policy Local keeps the client's address.
  const state = world([...pods, nodePort, slice('web', [endpoint('10.244.1.5', 'worker2')])]);

  it('is lost for whoever came from another machine', () => {
    for (const client of ['client', 'host worker', 'host worker3', 'outside 192.0.2.9']) {
      assert.equal(told(state, client, worker2), 'timeout', client);
    }
  });

  it('is not lost on the node itself, or where the source was replaced', () => {
    assert.equal(told(state, 'host worker2', worker2), 'reached web-1, hidden worker2');
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached web-1, kept 10.244.3.9');
  });

  it('is lost too if nobody listens there, though a reset would be sent', () => {
    const closed = slice('web', [endpoint('10.244.1.5', 'worker2')], [{ name: '', port: 9999 }]);
    assert.equal(told(world([...pods, nodePort, closed]), 'client', worker2), 'timeout');
  });

  it('is lost from a Service address that no detector makes a node masquerade', () => {
    const proxy = { clusterCIDRs: [] };
    const inCluster = world([...pods, service('web', {}), slice('web', [endpoint('10.244.1.5', 'worker')])], {
      proxy,
    });
    const from = (node: string): string => told(inCluster, `outside 192.0.2.9 via ${node}`, '10.96.0.20:80');
    assert.equal(from('worker2'), 'timeout');
    assert.equal(from('worker'), 'reached web-1, kept 192.0.2.9');
  });
});

describe('what a node passes on to an endpoint outside the cluster', () => {
  const objects = [...pods, nodePort, slice('web', [endpoint('192.0.2.42', 'worker2')])];

  it("gets the node's address from the pod network, whoever sent it", () => {
    for (const client of ['client', 'host worker', 'outside 192.0.2.9']) {
      assert.equal(told(world(objects), client, worker2), 'reached 192.0.2.42:8080, hidden worker2', client);
    }
  });

  it('is answered past the node by a network that does not do that', () => {
    const cluster = { masqueradesPodsToNodes: false };
    assert.equal(told(world(objects, { cluster }), 'outside 192.0.2.9', worker2), 'timeout');
  });
});
