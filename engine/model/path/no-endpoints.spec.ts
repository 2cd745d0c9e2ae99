import assert from 'node:assert/strict';
import type { Endpoint, ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, pod, say, service, slice, told, world, type WorldOptions } from '../world.spec.ts';

const pods = [
  pod('w1', 'worker', '10.244.1.5'),
  pod('w2', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
  pod('far', 'worker3', '10.244.3.9'),
];
const everything: ServiceSpec = {
  type: 'LoadBalancer',
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  externalIPs: ['192.0.2.1'],
};
const balancer = { status: { loadBalancer: { ingress: [{ ip: '198.51.100.1' }] } } };

function state(endpoints: readonly Endpoint[], spec: ServiceSpec, options: WorldOptions) {
  return world(
    [...pods, service('web', { ...everything, ...spec }, balancer), slice('web', endpoints)],
    options,
  );
}

const unready = [
  endpoint('10.244.1.5', 'worker', 'unready'),
  endpoint('10.244.2.5', 'worker2', 'unready terminating'),
];
const vips = ['192.0.2.1:80', '198.51.100.1:80'];

for (const mode of ['iptables', 'nftables', 'ipvs'] as const) {
  describe(`endpoints that fail, mode ${mode}`, () => {
    it('refuse datagrams too where there is none', () => {
      const spec = { ports: [{ port: 53, targetPort: 8080, protocol: 'UDP' as const }], externalIPs: [] };
      assert.equal(told(state([], spec, { mode }), 'client', '10.96.0.20:53', 'UDP'), 'refused');
    });

    it('are felt by their share: nothing is tried again, and only an ipvs node knows whose turn it is', () => {
      const two = [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.77', 'worker2')];
      const answer = ask(state(two, {}, { mode }), 'client', '10.96.0.20:80');
      assert.equal(say(answer), 'reached w1 10.244.2.77:8080(hidden worker)!timeout, kept 10.244.1.9');
      assert.equal(answer.scheduler !== undefined, mode === 'ipvs');
    });
  });
}

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`nothing usable anywhere, mode ${mode}`, () => {
    for (const [words, endpoints] of [
      ['no endpoints at all', []],
      ['only unready ones', unready],
    ] as const) {
      for (const spec of [{}, { externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' }] as const) {
        it(`${words}, ${JSON.stringify(spec)}: refused for everybody (TestNoEndpointsReject)`, () => {
          const s = state(endpoints, spec, { mode });
          for (const from of ['client', 'far', 'outside 203.0.113.9 via worker']) {
            for (const to of ['10.96.0.20:80', '172.18.0.3:30080', ...vips]) {
              assert.equal(told(s, from, to), 'refused', `${from} ${to}`);
            }
          }
          for (const to of ['10.96.0.20:80', '172.18.0.3:30080', '172.18.0.4:30080']) {
            assert.equal(told(s, 'host worker', to), 'refused', to);
          }
        });

        it(`${words}, ${JSON.stringify(spec)}: a process of a node and an address of no node`, () => {
          const s = state(endpoints, spec, { mode });
          const expected = mode === 'iptables' ? 'unhandled' : 'refused';
          for (const to of vips) assert.equal(told(s, 'host worker', to), expected, to);
          assert.equal(told(s, 'host worker 172.18.0.3', vips[0] ?? ''), expected);
        });
      }
    }

    it('rejects a process of a node at an external IP that a node has', () => {
      const s = state([], { externalIPs: ['172.18.0.4'] }, { mode });
      assert.equal(told(s, 'host worker', '172.18.0.4:80'), 'refused');
      assert.equal(told(s, 'host worker2', '172.18.0.4:80'), 'refused');
    });

    it('has no endpoints where slices have them for another port, protocol or family', () => {
      const ports = [{ name: 'http', port: 8080, protocol: 'TCP' as const }];
      const here = [endpoint('10.244.1.5', 'worker')];
      for (const wrong of [
        slice('web', here, ports),
        slice('web', here, [{ name: '', port: 8080, protocol: 'UDP' }]),
        slice('web', here, [{ name: '', protocol: 'TCP' }]),
        slice('web', here, [{ name: '', port: 0, protocol: 'TCP' }]),
        slice('web', [endpoint('fd00:10:244:1::5', 'worker')], undefined, 'a', 'IPv6'),
        slice('web', [endpoint('web.example.com', 'worker')], undefined, 'a', 'FQDN'),
        slice('other/web', here),
        slice('web', [{ addresses: [], conditions: {} }]),
      ]) {
        const s = world([...pods, service('web', everything), wrong], { mode });
        assert.equal(told(s, 'client', '10.96.0.20:80'), 'refused', JSON.stringify(wrong.object));
      }
    });
  });

  describe(`usable elsewhere but not here, mode ${mode}`, () => {
    const elsewhere = [endpoint('10.244.2.5', 'worker2')];

    it('internal policy Local drops everybody at the cluster IP (TestInternalTrafficPolicy)', () => {
      const s = state(elsewhere, { internalTrafficPolicy: 'Local' }, { mode });
      assert.equal(told(s, 'client', '10.96.0.20:80'), 'timeout');
      assert.equal(told(s, 'host worker', '10.96.0.20:80'), 'timeout');
      assert.equal(told(s, 'outside 203.0.113.9 via worker', '10.96.0.20:80'), 'timeout');
      assert.equal(told(s, 'w2', '10.96.0.20:80'), 'reached w2, hidden worker2');
      assert.equal(told(s, 'outside 203.0.113.9 via worker2', '10.96.0.20:80'), 'reached w2, hidden worker2');
      assert.equal(told(s, 'client', '172.18.0.3:30080'), 'reached w2, hidden worker');
    });

    it('external policy Local drops outsiders, not insiders (TestExternalTrafficPolicyLocal)', () => {
      const s = state(elsewhere, { externalTrafficPolicy: 'Local' }, { mode });
      for (const to of ['172.18.0.3:30080', ...vips]) {
        assert.equal(told(s, 'outside 203.0.113.9 via worker', to), 'timeout', to);
        assert.equal(told(s, 'client', to), 'reached w2, kept 10.244.1.9', to);
        assert.equal(told(s, 'host worker', to), 'reached w2, hidden worker', to);
      }
      assert.equal(told(s, 'outside', '172.18.0.4:30080'), 'reached w2, kept 203.0.113.9');
      assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached w2, kept 10.244.1.9');
    });

    it('turns to a refusal when the last endpoint elsewhere goes', () => {
      for (const policy of [
        { internalTrafficPolicy: 'Local' },
        { externalTrafficPolicy: 'Local' },
      ] as const) {
        const to = 'internalTrafficPolicy' in policy ? '10.96.0.20:80' : '192.0.2.1:80';
        const from = 'outside 203.0.113.9 via worker';
        assert.equal(told(state(elsewhere, policy, { mode }), from, to), 'timeout');
        assert.equal(told(state([], policy, { mode }), from, to), 'refused');
      }
    });
  });
}
