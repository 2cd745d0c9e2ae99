import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';

/** Addresses of Services without a rule for the port: where the modes differ most (TestClusterIPGeneral, KEP-3866). */

const web = service(
  'web',
  {
    type: 'LoadBalancer',
    ports: [
      { name: 'http', port: 80, targetPort: 8080, nodePort: 30080 },
      { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP', nodePort: 30053 },
    ],
    externalIPs: ['192.0.2.1'],
  },
  { status: { loadBalancer: { ingress: [{ ip: '198.51.100.1' }, { hostname: 'lb.example.com' }] } } },
);
const objects = [
  web,
  slice(
    'web',
    [endpoint('10.244.1.5', 'worker')],
    [
      { name: 'http', port: 8080, protocol: 'TCP' },
      { name: 'dns', port: 5353, protocol: 'UDP' },
    ],
  ),
  pod('web-1', 'worker', '10.244.1.5', { ports: [8080, { containerPort: 5353, protocol: 'UDP' }] }),
  pod('client', 'worker', '10.244.1.9', { ports: [] }),
];
const state = (options: WorldOptions = {}) => world(objects, options);
const clients = ['client', 'host worker', 'host worker2', 'outside 203.0.113.9 via worker'];

describe('a port that a cluster IP does not have', () => {
  for (const [mode, expected] of [
    ['iptables', 'unhandled'],
    ['nftables', 'refused'],
  ] as const) {
    it(`is ${expected} in mode ${mode}, for everybody`, () => {
      for (const from of clients) {
        assert.equal(told(state({ mode }), from, '10.96.0.20:81'), expected, from);
        assert.equal(told(state({ mode }), from, '10.96.0.20:80', 'UDP'), expected, from);
        assert.equal(told(state({ mode }), from, '10.96.0.20:53', 'TCP'), expected, from);
        assert.equal(told(state({ mode }), from, '10.96.0.20:80', 'SCTP'), expected, from);
      }
    });
  }

  it('says which ports there are, and where', () => {
    const { reason, trace } = ask(state(), 'client', '10.96.0.20:81');
    assert.equal(
      reason,
      'service default/web has no port 81/TCP, and mode iptables has no rule for it; ordinary routing decides',
    );
    assert.equal(trace.at(-1)?.from?.file, 'test.yaml#spec.ports');
  });
});

describe('an address of the Service range that no Service has', () => {
  for (const [mode, minor, expected] of [
    ['iptables', 35, 'unhandled'],
    ['nftables', 35, 'timeout'],
    ['nftables', 33, 'timeout'],
    ['nftables', 32, 'unhandled'],
  ] as const) {
    it(`is ${expected} in mode ${mode}, Kubernetes 1.${minor}`, () => {
      for (const from of clients)
        assert.equal(told(state({ mode, minor }), from, '10.96.9.9:80'), expected, from);
    });
  }
});

describe('an unknown port of an external address', () => {
  for (const mode of ['iptables', 'nftables'] as const) {
    it(`is nobody's business in mode ${mode}`, () => {
      for (const from of ['client', 'host worker', 'outside']) {
        assert.equal(told(state({ mode }), from, '192.0.2.1:81'), 'unhandled');
        assert.equal(told(state({ mode }), from, '198.51.100.1:81'), 'unhandled');
        assert.equal(told(state({ mode }), from, '198.51.100.2:80'), 'unhandled');
      }
    });

    it(`of a node is refused in mode ${mode}, inside and outside the range of node ports`, () => {
      for (const from of ['client', 'host worker', 'host worker2', 'outside']) {
        assert.equal(told(state({ mode }), from, '172.18.0.3:30081'), 'refused');
        assert.equal(told(state({ mode }), from, '172.18.0.3:81'), 'refused');
        assert.equal(told(state({ mode }), from, '172.18.0.3:30080', 'UDP'), 'refused');
        assert.equal(told(state({ mode }), from, '172.18.0.3:30053', 'TCP'), 'refused');
      }
      assert.equal(
        told(state({ mode }), 'client', '172.18.0.3:30053', 'UDP'),
        'reached web-1, hidden worker',
      );
    });
  }
});

describe('a Service that proxies leave alone', () => {
  for (const [words, object] of [
    [
      'by its proxy name',
      service(
        'web',
        { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] },
        { labels: { 'service.kubernetes.io/service-proxy-name': 'other' } },
      ),
    ],
    [
      'by its headless label',
      service(
        'web',
        { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] },
        { labels: { 'service.kubernetes.io/headless': '' } },
      ),
    ],
  ] as const) {
    it(`${words} has no rules, though its name resolves`, () => {
      const rest = objects.slice(1);
      const ipt = world([object, ...rest]);
      const nft = world([object, ...rest], { mode: 'nftables' });
      assert.equal(told(ipt, 'client', '10.96.0.20:80'), 'unhandled');
      assert.equal(told(ipt, 'client', 'web:80'), 'unhandled');
      assert.equal(told(nft, 'client', '10.96.0.20:80'), 'timeout');
      assert.equal(told(ipt, 'client', '172.18.0.3:30080'), 'refused');
      assert.equal(told(nft, 'client', '172.18.0.3:30080'), 'refused');
    });
  }
});

describe('modes that the model does not serve yet', () => {
  for (const mode of ['ipvs', 'userspace'] as const) {
    it(`${mode}: says so for Service traffic, and decides the rest`, () => {
      const s = state({ mode });
      for (const to of ['10.96.0.20:80', '10.96.0.20:81', '172.18.0.3:30080', '192.0.2.1:80', 'web:80']) {
        const answer = ask(s, 'client', to);
        assert.equal(answer.result, 'unknown', to);
        assert.equal(answer.reason, `the model does not know Services in proxy mode ${mode} yet`);
      }
      assert.equal(told(s, 'client', '10.244.1.5:8080'), 'reached web-1, kept 10.244.1.9');
      assert.equal(told(s, 'client', '172.18.0.3:81'), 'refused');
      assert.equal(told(s, 'client', 'nobody:80'), 'no-name');
    });
  }
});
