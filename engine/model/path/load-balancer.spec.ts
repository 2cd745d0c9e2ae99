import assert from 'node:assert/strict';
import type { LoadBalancerIngress, ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, pod, service, slice, told, trace, world, type WorldOptions } from '../world.spec.ts';

const pods = [
  pod('w1', 'worker', '10.244.1.5'),
  pod('w2', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
];
const slices = slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]);
const vip = '198.51.100.1';

function state(
  spec: Partial<ServiceSpec>,
  ingress: readonly LoadBalancerIngress[] = [{ ip: vip }],
  options: WorldOptions = {},
  endpoints = slices,
) {
  const full: ServiceSpec = {
    type: 'LoadBalancer',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    ...spec,
  };
  return world(
    [...pods, endpoints, service('web', full, { status: { loadBalancer: { ingress } } })],
    options,
  );
}

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`a load balancer address, mode ${mode}`, () => {
    it('is intercepted on every node, with a port, unless its mode is Proxy', () => {
      assert.equal(
        told(state({}, [{ ip: vip }], { mode }), 'client', `${vip}:80`),
        'reached w1 w2, hidden worker',
      );
      const ipMode = state({}, [{ ip: vip, ipMode: 'VIP' }], { mode });
      assert.equal(told(ipMode, 'client', `${vip}:80`), 'reached w1 w2, hidden worker');
      const proxied = [{ ip: vip, ipMode: 'Proxy' as const }];
      assert.equal(told(state({}, proxied, { mode }), 'client', `${vip}:80`), 'unhandled');
      if (mode === 'nftables') return;
      assert.equal(told(state({}, proxied, { minor: 30 }), 'client', `${vip}:80`), 'unhandled');
      assert.equal(
        told(state({}, proxied, { minor: 29 }), 'client', `${vip}:80`),
        'reached w1 w2, hidden worker',
      );
    });

    it('is nothing while it is pending, and the Service a NodePort', () => {
      const pending = state(
        { externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['192.0.2.0/24'] },
        [],
        { mode },
      );
      assert.equal(told(pending, 'client', `${vip}:80`), 'unhandled');
      assert.equal(told(pending, 'client', '10.96.0.20:80'), 'reached w1 w2, kept 10.244.1.9');
      assert.equal(told(pending, 'outside', '172.18.0.3:30080'), 'reached w1, kept 203.0.113.9');
      assert.equal(told(pending, 'outside', '172.18.0.2:30080'), 'timeout');
    });

    it('without node ports leaves only the cluster IP, and no external policy', () => {
      const spec: Partial<ServiceSpec> = {
        allocateLoadBalancerNodePorts: false,
        ports: [{ port: 80, targetPort: 8080 }],
        externalTrafficPolicy: 'Local',
        internalTrafficPolicy: 'Local',
      };
      const elsewhere = slice('web', [endpoint('10.244.2.5', 'worker2')]);
      assert.equal(told(state(spec, [], { mode }, elsewhere), 'client', '10.96.0.20:80'), 'timeout');
      assert.equal(
        told(state(spec, [{ ip: vip }], { mode }, elsewhere), 'client', `${vip}:80`),
        'reached w2, kept 10.244.1.9',
      );
    });
  });

  describe(`source ranges, mode ${mode} (TestLoadBalancer)`, () => {
    const ranges = (...loadBalancerSourceRanges: string[]) =>
      state({ loadBalancerSourceRanges }, [{ ip: vip }], { mode });

    it('let in who is in one of them, pods and nodes like anybody else', () => {
      const s = ranges('203.0.113.0/24', ' 10.244.1.9/32 ');
      assert.equal(told(s, 'outside', `${vip}:80`), 'reached w1 w2, hidden worker');
      assert.equal(told(s, 'outside 192.0.2.7', `${vip}:80`), 'timeout');
      assert.equal(told(s, 'client', `${vip}:80`), 'reached w1 w2, hidden worker');
      assert.equal(told(s, 'w1', `${vip}:80`), 'timeout');
      assert.equal(told(s, 'host worker', `${vip}:80`), 'timeout');
      assert.equal(told(ranges('172.18.0.3/32'), 'host worker', `${vip}:80`), 'reached w1 w2, hidden worker');
      assert.equal(told(ranges('172.18.0.3/32'), 'host worker2', `${vip}:80`), 'timeout');
    });

    it('do not hold for the cluster IP, the node port and external IPs', () => {
      const s = state(
        { loadBalancerSourceRanges: ['192.0.2.0/24'], externalIPs: ['192.0.2.99'] },
        [{ ip: vip }],
        { mode },
      );
      for (const to of ['10.96.0.20:80', '172.18.0.3:30080', '192.0.2.99:80']) {
        assert.match(told(s, 'client', to), /^reached w1 w2/, to);
      }
      assert.equal(told(s, 'client', `${vip}:80`), 'timeout');
    });

    it('of the other family are ignored', () => {
      assert.match(told(ranges('2001:db8::/32'), 'outside', `${vip}:80`), /^reached/);
      assert.equal(told(ranges('2001:db8::/32', '192.0.2.0/24'), 'outside', `${vip}:80`), 'timeout');
    });

    it('let in the address itself as source where the node may come in', () => {
      assert.match(told(ranges('172.18.0.3/32'), `host worker ${vip}`, `${vip}:80`), /^reached/);
      assert.equal(told(ranges('192.0.2.0/24'), `host worker ${vip}`, `${vip}:80`), 'timeout');
    });

    it('come before the policy', () => {
      const s = state(
        { loadBalancerSourceRanges: ['203.0.113.0/24'], externalTrafficPolicy: 'Local' },
        [{ ip: vip }],
        { mode },
      );
      assert.equal(told(s, 'outside 203.0.113.9 via worker', `${vip}:80`), 'reached w1, kept 203.0.113.9');
      assert.equal(told(s, 'outside 203.0.113.9 via control-plane', `${vip}:80`), 'timeout');
      assert.equal(told(s, 'client', `${vip}:80`), 'timeout');
    });

    it('matter without endpoints only where the firewall chain is written then', () => {
      const none = state(
        { loadBalancerSourceRanges: ['203.0.113.0/24'] },
        [{ ip: vip }],
        { mode },
        slice('web', []),
      );
      assert.equal(told(none, 'outside 203.0.113.9', `${vip}:80`), 'refused');
      assert.equal(told(none, 'outside 192.0.2.7', `${vip}:80`), mode === 'iptables' ? 'refused' : 'timeout');
    });

    it('say who was kept out, or let in', () => {
      assert.equal(
        trace(ask(ranges('10.244.0.0/16', '192.0.2.0/24'), 'client', `${vip}:80`))[2],
        'source-ranges: source 10.244.1.9 is in 10.244.0.0/16, 192.0.2.0/24',
      );
      assert.deepEqual(trace(ask(ranges('192.0.2.0/24'), 'client', `${vip}:80`)).slice(1), [
        `destination: load balancer address ${vip}:80 of service default/web`,
        'source-ranges: source 10.244.1.9 is not in 192.0.2.0/24: dropped, no answer',
      ]);
    });
  });
}

describe('source ranges of a Service without endpoints, mode nftables', () => {
  it('come after the refusal of what the node itself sends, until 1.32', () => {
    const asked = (minor: number, from: string): string => {
      const options = { mode: 'nftables', minor } as const;
      const none = state(
        { loadBalancerSourceRanges: ['203.0.113.0/24'] },
        [{ ip: vip }],
        options,
        slice('web', []),
      );
      return told(none, from, `${vip}:80`);
    };
    const releases = [29, 30, 32, 33];
    assert.deepEqual(
      releases.map((minor) => asked(minor, 'host worker')),
      ['refused', 'refused', 'refused', 'timeout'],
    );
    assert.deepEqual(
      releases.map((minor) => asked(minor, 'client')),
      ['refused', 'timeout', 'timeout', 'timeout'],
    );
  });
});

describe('addresses that clash', () => {
  const other = service('other', { clusterIP: '10.96.0.21', externalIPs: ['192.0.2.1'] });
  const rest = [...pods, slices, slice('other', [endpoint('10.244.2.5', 'worker2')])];

  it('between Services that answer otherwise: nobody can tell, and the answer says why', () => {
    const s = world([...rest, service('web', { externalIPs: ['192.0.2.1'] }), other]);
    const answer = ask(s, 'client', '192.0.2.1:80');
    assert.equal(answer.result, 'unknown');
    assert.equal(
      answer.reason,
      'several Services claim 192.0.2.1:80, and which one wins is not defined (default/other: reaches default/w2; default/web: reaches default/w1, default/w2)',
    );
    assert.equal(
      answer.trace[1]?.decision,
      'external IP 192.0.2.1:80 of service default/other; also claimed by service default/web: which one wins is not defined',
    );
  });

  it('between Services with the same endpoints make no difference', () => {
    const twin = slice('other', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]);
    const s = world([...pods, slices, twin, service('web', { externalIPs: ['192.0.2.1'] }), other]);
    assert.equal(told(s, 'client', '192.0.2.1:80'), 'reached w1 w2, hidden worker');
  });

  it('go to the external IP before the node, and before a node port', () => {
    const s = world([
      ...rest,
      service('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }),
      service('other', {
        clusterIP: '10.96.0.21',
        externalIPs: ['172.18.0.4'],
        ports: [
          { port: 30080, targetPort: 8080 },
          { name: 'kubelet', port: 10250, targetPort: 8080 },
        ],
      }),
      slice('other', [endpoint('10.244.2.5', 'worker2')], [{ name: 'kubelet', port: 8080 }], 'b'),
    ]);
    assert.equal(told(s, 'client', '172.18.0.4:30080'), 'reached w2, hidden worker');
    assert.equal(told(s, 'outside', '172.18.0.4:30080'), 'reached w2, hidden worker2');
    assert.equal(told(s, 'outside', '172.18.0.4:10250'), 'reached w2, hidden worker2');
    assert.equal(told(s, 'outside', '172.18.0.3:10250'), 'reached 172.18.0.3:10250, kept 203.0.113.9');
  });
});

describe('a health check port (e2e "fail health check node port if there are only terminating endpoints")', () => {
  const spec: Partial<ServiceSpec> = { externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 };

  it('answers 200 where a ready endpoint is, else 503', () => {
    const s = state(
      spec,
      [],
      {},
      slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2', 'terminating')]),
    );
    const get = (node: string) => {
      const { result, status } = ask(s, 'outside', `http://${node}:32000/healthz`);
      return `${result} ${status}`;
    };
    assert.equal(get('172.18.0.3'), 'reached 200');
    assert.equal(get('172.18.0.4'), 'http 503');
    assert.equal(get('172.18.0.2'), 'http 503');
    assert.equal(told(s, 'outside', '172.18.0.4:32000'), 'reached 172.18.0.4:32000, kept 203.0.113.9');
    assert.equal(told(s, 'outside', '172.18.0.4:30080'), 'reached w2, kept 203.0.113.9');
  });

  it('is open on the addresses in any range of nodePortAddresses', () => {
    const on = (...nodePortAddresses: readonly string[]) =>
      ask(state(spec, [], { proxy: { nodePortAddresses } }), 'outside', 'http://172.18.0.3:32000/').result;
    assert.equal(on('192.0.2.0/24', '172.18.0.0/16'), 'reached');
    assert.equal(on('192.0.2.0/24'), 'refused');
  });

  it('is closed under policy Cluster', () => {
    assert.equal(
      told(state({ ...spec, externalTrafficPolicy: 'Cluster' }), 'outside', '172.18.0.3:32000'),
      'refused',
    );
  });
});
