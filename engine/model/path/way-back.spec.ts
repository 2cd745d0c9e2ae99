import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, trace, world, type WorldOptions } from '../world.spec.ts';

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
    assert.equal(
      trace(ask(state, 'outside 192.0.2.9', worker2)).at(-1),
      'listener: default/web-1 is on node worker and answers past node worker2, so its answer is not recognised: timeout',
    );
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
    const answer = ask(world(objects, { cluster }), 'outside 192.0.2.9', worker2);
    assert.equal(answer.result, 'timeout');
    assert.equal(
      trace(answer).at(-1),
      'listener: 192.0.2.42: 192.0.2.42 is outside the cluster and answers past node worker2, so its answer is not recognised: timeout',
    );
  });
});

describe('a host process that binds an address of its own', () => {
  const local = service('web', {
    type: 'NodePort',
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  });
  const bound = [
    pod('web-1', 'worker', '10.244.1.5'),
    pod('web-2', 'worker2', '10.244.2.5'),
    pod('host-web', 'worker2', '172.18.0.4', { ports: [9090], spec: { hostNetwork: true } }),
    slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
    local,
  ];
  const state = world(bound);

  it('gets no answer from a pod that it calls from loopback', () => {
    assert.equal(told(state, 'host worker 127.0.0.1', '10.244.1.5:8080'), 'timeout');
    assert.equal(told(state, 'host worker 127.0.0.1', '10.244.2.5:8080'), 'timeout');
    assert.equal(told(state, 'host worker 127.0.0.1', '10.244.2.5:81'), 'timeout');
    assert.equal(told(state, 'host worker 10.244.1.1', '10.244.2.5:8080'), 'reached web-2, kept 10.244.1.1');
  });

  it('does from a Service, which replaces loopback', () => {
    const both = 'reached web-1 web-2, hidden worker';
    assert.equal(told(state, 'host worker 127.0.0.1', '10.96.0.20:80'), both);
    assert.equal(told(state, 'host worker 127.0.0.1', '172.18.0.3:30080'), both);
    assert.equal(told(state, 'host worker 127.0.0.1', '127.0.0.1:30080'), both);
    const none = world(bound, { proxy: { clusterCIDRs: [] } });
    assert.equal(told(none, 'host worker 127.0.0.1', '10.96.0.20:80'), 'timeout');
  });

  it('arrives at other nodes with the address of its own', () => {
    const local2 = 'reached web-2, hidden worker';
    for (const source of ['127.0.0.1', '10.244.1.1']) {
      assert.equal(told(state, `host worker ${source}`, '172.18.0.4:30080'), local2);
      assert.equal(
        told(state, `host worker ${source}`, '172.18.0.4:9090'),
        'reached host-web, hidden worker',
      );
    }
  });
});

describe('hostPort', () => {
  const ports = [{ containerPort: 8080, hostPort: 8085 }];
  const state = world([
    pod('web-1', 'worker', '10.244.1.5', { ports }),
    pod('near', 'worker', '10.244.1.9'),
    pod('far', 'worker2', '10.244.2.9'),
  ]);

  it('hides loopback and pods beside the one that has it, and nobody else', () => {
    const worker = '172.18.0.3:8085';
    assert.equal(told(state, 'near', worker), 'reached web-1, hidden worker');
    assert.equal(told(state, 'web-1', worker), 'reached web-1, hidden worker');
    assert.equal(told(state, 'host worker', '127.0.0.1:8085'), 'reached web-1, hidden worker');
    assert.equal(told(state, 'far', worker), 'reached web-1, hidden worker2');
    assert.equal(told(state, 'outside 192.0.2.9', worker), 'reached web-1, kept 192.0.2.9');
  });

  it('hides them by any of the ranges that their node has', () => {
    const dual = world(
      [pod('web-1', 'worker', '10.244.1.5', { ports }), pod('near', 'worker', '10.244.1.9')],
      {
        families: ['IPv4', 'IPv6'],
      },
    );
    assert.equal(told(dual, 'near', '172.18.0.3:8085'), 'reached web-1, hidden worker');
  });
});

describe('what keeps the address that it starts with, without a detector', () => {
  const host = (name: string, node: string, ip: string) =>
    pod(name, node, ip, { spec: { hostNetwork: true } });
  const objects = [
    host('h1', 'worker', '172.18.0.3'),
    host('h2', 'worker2', '172.18.0.4'),
    service('web', {}),
    slice('web', [endpoint('172.18.0.3', 'worker'), endpoint('172.18.0.4', 'worker2')]),
  ];
  const proxy = { clusterCIDRs: [] };
  const without: WorldOptions = { proxy, cluster: { masqueradesPodsToNodes: false } };
  const to = '10.96.0.20:80';
  const loopback = 'host worker 127.0.0.1';

  it('is dropped by other nodes where that is loopback, unless the pod network replaces it', () => {
    assert.equal(
      told(world(objects, { proxy }), loopback, to),
      'reached h1 h2(hidden worker), kept 127.0.0.1',
    );
    assert.equal(told(world(objects, without), loopback, to), 'reached h1 h2!timeout, kept 127.0.0.1');
  });

  it('is dropped outside the cluster too', () => {
    const beyond = [service('web', {}), slice('web', [endpoint('192.0.2.42', undefined)])];
    assert.equal(
      trace(ask(world(beyond, without), loopback, to)).at(-1),
      'listener: 192.0.2.42: 192.0.2.42 drops what claims to come from 127.0.0.1: timeout',
    );
  });

  it('does not matter where nobody has the address of the endpoint', () => {
    const dead = [service('web', {}), slice('web', [endpoint('10.244.1.77', 'worker')])];
    assert.equal(
      trace(ask(world(dead, without), 'outside 192.0.2.9 via worker2', to)).at(-1),
      'listener: 10.244.1.77: no pod has this address: timeout',
    );
  });
});

describe('a process of an ipvs node that dials an address which all nodes have', () => {
  const vip = '198.51.100.1';
  const state = (ip: string, options: WorldOptions = {}) =>
    world(
      [
        pod('h2', 'worker2', '172.18.0.4', { spec: { hostNetwork: true } }),
        service(
          'web',
          { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
          { status: { loadBalancer: { ingress: [{ ip: vip }] } } },
        ),
        slice('web', [endpoint(ip, 'worker2')]),
      ],
      { mode: 'ipvs', ...options },
    );

  it('is answered by another node where the pod network replaces that address', () => {
    assert.equal(told(state('172.18.0.4'), 'host worker', `${vip}:80`), 'reached h2, hidden worker');
  });

  it('is not where it keeps it, nor by an endpoint outside', () => {
    const cluster = { masqueradesPodsToNodes: false };
    assert.equal(told(state('172.18.0.4', { cluster }), 'host worker', `${vip}:80`), 'timeout');
    assert.equal(
      trace(ask(state('192.0.2.42', { cluster }), 'host worker', `${vip}:80`)).at(-1),
      `listener: 192.0.2.42: 192.0.2.42 answers ${vip}, which other nodes have as well, so node worker gets no answer: timeout`,
    );
  });
});
