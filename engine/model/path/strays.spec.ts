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
    ['ipvs', 'refused'],
    ['userspace', 'unhandled'],
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

  it('is nobody’s business yet in the first nftables mode, of 1.29, nor are addresses of the range', () => {
    const featureGates = { MultiCIDRServiceAllocator: true };
    const at = (minor: number) => state({ mode: 'nftables', minor, proxy: { featureGates } });
    assert.equal(told(at(29), 'client', '10.96.9.9:80'), 'unhandled');
    assert.equal(told(at(30), 'client', '10.96.9.9:80'), 'timeout');
    assert.equal(told(state({ mode: 'nftables', minor: 29 }), 'client', '10.96.0.20:81'), 'unhandled');
    assert.equal(told(state({ mode: 'nftables', minor: 30 }), 'client', '10.96.0.20:81'), 'refused');
  });

  it('is told from an address that no Service has, and from one outside', () => {
    const why = (address: string) => ask(state(), 'client', `${address}:80`).reason;
    assert.equal(
      why('10.96.9.9'),
      'no rule for 10.96.9.9: no Service that proxies serve has it; ordinary routing decides',
    );
    assert.equal(
      why('198.51.100.2'),
      'nobody in the cluster has address 198.51.100.2; ordinary routing decides',
    );
  });

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
    ['ipvs', 35, 'unhandled'],
    ['userspace', 25, 'unhandled'],
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

describe('addresses that the node itself has, in mode ipvs (kubernetes PR 108460, issue 72236)', () => {
  const vips = ['10.96.0.20', '192.0.2.1', '198.51.100.1'];

  it('refuse every other port since 1.26', () => {
    for (const from of clients) {
      for (const vip of vips) {
        for (const port of [81, 10250]) {
          assert.equal(told(state({ mode: 'ipvs', minor: 26 }), from, `${vip}:${port}`), 'refused', from);
        }
        assert.equal(told(state({ mode: 'ipvs' }), from, `${vip}:80`, 'UDP'), 'refused');
      }
    }
  });

  it('led to the programs of the node before', () => {
    const s = state({ mode: 'ipvs', minor: 25 });
    for (const vip of vips) {
      for (const from of clients) assert.equal(told(s, from, `${vip}:81`), 'refused', from);
      assert.equal(told(s, 'client', `${vip}:10250`), `reached ${vip}:10250, kept 10.244.1.9`);
      assert.equal(told(s, 'host worker', `${vip}:10250`), `reached ${vip}:10250, kept ${vip}`);
      assert.equal(
        told(s, 'outside 203.0.113.9 via worker', `${vip}:10250`),
        `reached ${vip}:10250, kept 203.0.113.9`,
      );
    }
    const [step] = ask(s, 'client', '192.0.2.1:10250').trace.slice(1);
    assert.equal(
      step?.decision,
      "service default/web has no port 10250/TCP, and in mode ipvs the node has its address: the node's own network answers",
    );
  });

  it('are no addresses of a range', () => {
    for (const minor of [25, 35]) {
      assert.equal(told(state({ mode: 'ipvs', minor }), 'client', '10.96.9.9:80'), 'unhandled');
      assert.equal(told(state({ mode: 'ipvs', minor }), 'client', '198.51.100.2:80'), 'unhandled');
    }
  });

  it('hide what another node has under an external IP, but not from that node', () => {
    const taken = service('web', { externalIPs: ['172.18.0.4'] });
    const s = world([taken, ...objects.slice(1)], { mode: 'ipvs' });
    assert.equal(told(s, 'client', '172.18.0.4:10250'), 'refused');
    assert.equal(told(s, 'outside', '172.18.0.4:10250'), 'reached 172.18.0.4:10250, kept 203.0.113.9');
    assert.equal(told(s, 'host worker2', '172.18.0.4:10250'), 'reached 172.18.0.4:10250, kept 172.18.0.4');
  });
});
