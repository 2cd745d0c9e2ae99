import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world } from '../world.spec.ts';

/** e2e "service endpoints using hostNetwork", "internalTrafficPolicy=Local Pod and Node, to Pod (hostNetwork: true)". */

const onHost = (name: string, node: string, ip: string) =>
  pod(name, node, ip, { spec: { hostNetwork: true } });
const spec = (more: object = {}) =>
  service('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }], ...more });
const objects = (more: object = {}) => [
  onHost('h1', 'worker', '172.18.0.3'),
  onHost('h2', 'worker2', '172.18.0.4'),
  pod('client', 'worker', '10.244.1.9'),
  pod('far', 'worker3', '10.244.3.9'),
  spec(more),
  slice('web', [endpoint('172.18.0.3', 'worker'), endpoint('172.18.0.4', 'worker2')]),
];

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`endpoints on the network of their nodes, mode ${mode}`, () => {
    const state = world(objects(), { mode });

    it('on another node see the node of a pod, on its own node the pod', () => {
      assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached h1 h2(hidden worker), kept 10.244.1.9');
      assert.equal(told(state, 'far', '10.96.0.20:80'), 'reached h1 h2, hidden worker3');
    });

    it('see the client of a node port kept where it does not leave the node', () => {
      assert.equal(
        told(state, 'outside', '172.18.0.3:30080'),
        'reached h1(kept 203.0.113.9) h2, hidden worker',
      );
      assert.equal(
        told(state, 'client', '172.18.0.3:30080'),
        'reached h1(kept 10.244.1.9) h2, hidden worker',
      );
      assert.equal(told(state, 'far', '172.18.0.3:30080'), 'reached h1(hidden worker3) h2, hidden worker');
    });

    it('see an address of its node for a process', () => {
      assert.equal(told(state, 'host worker', '10.96.0.20:80'), 'reached h1 h2, hidden worker');
      assert.equal(told(state, 'h1', '10.96.0.20:80'), 'reached h1 h2, hidden worker');
      assert.equal(told(state, 'h1', '172.18.0.4:8080'), 'reached h2, kept 172.18.0.3');
      assert.equal(told(state, 'h1', '172.18.0.3:8080'), 'reached h1, kept 172.18.0.3');
    });

    it('are local to their node', () => {
      const local = world(objects({ internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local' }), {
        mode,
      });
      assert.equal(told(local, 'client', '10.96.0.20:80'), 'reached h1, kept 10.244.1.9');
      assert.equal(told(local, 'far', '10.96.0.20:80'), 'timeout');
      assert.equal(told(local, 'h2', '10.96.0.20:80'), 'reached h2, hidden worker2');
      assert.equal(told(local, 'outside', '172.18.0.4:30080'), 'reached h2, kept 203.0.113.9');
      assert.equal(told(local, 'outside', '172.18.0.5:30080'), 'timeout');
    });

    it('answer at their port on the node, whatever the Service', () => {
      assert.equal(told(state, 'outside', '172.18.0.4:8080'), 'reached h2, kept 203.0.113.9');
      assert.equal(told(state, 'client', '172.18.0.4:8080'), 'reached h2, hidden worker');
      assert.equal(told(state, 'client', 'pod/h1:8080'), 'reached h1, kept 10.244.1.9');
      assert.equal(told(state, 'host worker', '127.0.0.1:8080'), 'reached h1, kept 127.0.0.1');
      assert.equal(told(state, 'outside', '172.18.0.5:8080'), 'refused');
    });
  });
}

describe('a pod on the network of its node', () => {
  it("asks the node's resolver unless its dnsPolicy says otherwise", () => {
    const state = world([
      ...objects(),
      pod('dns', 'worker', '172.18.0.3', {
        ports: [],
        spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
      }),
    ]);
    assert.equal(told(state, 'h1', 'web:80'), 'no-name');
    assert.equal(told(state, 'dns', 'web:80'), 'reached h1 h2, hidden worker');
  });

  it('is told apart from others on the node by the slice, else by who listens', () => {
    const named = {
      ...endpoint('172.18.0.3', 'worker'),
      targetRef: { kind: 'Pod', name: 'second', namespace: 'default' },
    };
    const both = [onHost('first', 'worker', '172.18.0.3'), onHost('second', 'worker', '172.18.0.3')];
    const state = world([...both, spec(), slice('web', [named])]);
    assert.deepEqual(
      ask(state, 'outside', '172.18.0.4:30080').backends.map(({ pod }) => pod),
      ['default/second'],
    );
    const quiet = pod('quiet', 'worker', '172.18.0.3', { ports: [], spec: { hostNetwork: true } });
    const byHand = world([
      quiet,
      spec(),
      slice('web', [endpoint('172.18.0.3', 'worker')], [{ name: '', port: 9999 }]),
    ]);
    assert.equal(told(byHand, 'outside', '172.18.0.4:30080'), 'refused');
  });
});
