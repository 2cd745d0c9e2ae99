import assert from 'node:assert/strict';
import type { Endpoint, ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, pod, service, slice, told, trace, world, type WorldOptions } from '../world.spec.ts';

/** Where ipvs differs from the other modes (pkg/proxy/ipvs syncProxyRules, syncEndpoint, writeIptablesRules). */

const pods = [
  pod('here', 'worker', '10.244.1.5'),
  pod('there', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
];
const vip = '198.51.100.1';
const external = '192.0.2.1';
const nodePort = '172.18.0.3:30080';
const everything: ServiceSpec = {
  type: 'LoadBalancer',
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  externalIPs: [external],
};
const status = { status: { loadBalancer: { ingress: [{ ip: vip }] } } };
const here = endpoint('10.244.1.5', 'worker');
const there = endpoint('10.244.2.5', 'worker2');

function state(spec: ServiceSpec, list: readonly Endpoint[] = [here, there], options: WorldOptions = {}) {
  const web = service('web', { ...everything, ...spec }, spec.type === 'ClusterIP' ? {} : status);
  return world([...pods, web, slice('web', list)], { mode: 'ipvs', ...options });
}
const plain: ServiceSpec = { type: 'ClusterIP', ports: [{ port: 80, targetPort: 8080 }], externalIPs: [] };
const eL: ServiceSpec = { externalTrafficPolicy: 'Local' };
const iL: ServiceSpec = { internalTrafficPolicy: 'Local' };
const outside = 'outside 203.0.113.9 via worker';
const externals = [nodePort, `${external}:80`, `${vip}:80`];

describe('ipvs, policy Cluster', () => {
  it('hides everybody at external addresses, and at the cluster IP who is no pod', () => {
    const s = state({});
    for (const to of externals) {
      for (const from of ['client', 'host worker', outside]) {
        assert.equal(told(s, from, to), 'reached here there, hidden worker', `${from} ${to}`);
      }
    }
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached here there, kept 10.244.1.9');
    assert.equal(told(s, 'host worker', '10.96.0.20:80'), 'reached here there, hidden worker');
    assert.equal(told(s, outside, '10.96.0.20:80'), 'reached here there, hidden worker');
  });

  it('hides pods at the cluster IP with masqueradeAll', () => {
    const s = state({}, undefined, { proxy: { masqueradeAll: true } });
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached here there, hidden worker');
  });

  it('hides a pod that reaches itself', () => {
    assert.equal(
      told(state({}), 'here', '10.96.0.20:80'),
      'reached here(hidden worker) there, kept 10.244.1.5',
    );
  });

  it('without a detector hides what has a Service address as source: processes of the node', () => {
    const s = state({}, undefined, { proxy: { clusterCIDRs: [] } });
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached here there, kept 10.244.1.9');
    assert.equal(told(s, 'host worker', '10.96.0.20:80'), 'reached here there, hidden worker');
    assert.equal(told(s, 'host worker 172.18.0.3', '10.96.0.20:80'), 'reached here there, kept 172.18.0.3');
    assert.equal(told(s, outside, '10.96.0.20:80'), 'reached here there!timeout, kept 203.0.113.9');
  });
});

describe('ipvs, policy Local', () => {
  it('gives everybody local endpoints while there are any', () => {
    for (const to of externals) {
      assert.equal(told(state(eL), 'client', to), 'reached here, kept 10.244.1.9', to);
      assert.equal(told(state(eL), outside, to), 'reached here, kept 203.0.113.9', to);
    }
    for (const from of ['client', 'host worker', outside]) {
      assert.match(told(state(iL), from, '10.96.0.20:80'), /^reached here, /, from);
      assert.match(told(state(eL), from, '10.96.0.20:80'), /^reached here there, /, from);
      assert.match(told(state(iL), from, nodePort), /^reached here there, hidden/, from);
    }
  });

  it('gives pods remote ones where no local one is (kubernetes PR 97081)', () => {
    for (const to of externals) {
      assert.equal(told(state(eL, [there]), 'client', to), 'reached there, kept 10.244.1.9', to);
    }
    assert.equal(
      trace(ask(state(eL, [there]), 'client', nodePort))[2],
      'usable-endpoints: policy Local, and none is here (worker2: 1), so as policy Cluster: usable 1 of 1 endpoint',
    );
  });

  it('loses what comes from outside there: the answer does not come back', () => {
    for (const to of externals) {
      const answer = ask(state(eL, [there]), outside, to);
      assert.equal(answer.result, 'timeout', to);
      assert.match(trace(answer).at(-1) ?? '', /answers past node worker, so its answer is not recognised/);
    }
  });

  it('keeps the source of a process of the node: its own address at a node port, the dialled one else', () => {
    assert.equal(told(state(eL), 'host worker', nodePort), 'reached here, kept 172.18.0.3');
    assert.equal(told(state(eL), 'host worker', `${vip}:80`), `reached here, kept ${vip}`);
    assert.equal(told(state(eL, [there]), 'host worker', nodePort), 'reached there, kept 172.18.0.3');
  });

  it('loses a process of the node that dials an address which the node of the endpoint has too', () => {
    for (const address of [vip, external]) {
      const answer = ask(state(eL, [there]), 'host worker', `${address}:80`);
      assert.equal(answer.result, 'timeout');
      assert.match(
        trace(answer).at(-1) ?? '',
        /there answers .*, which other nodes have as well, so node worker gets no answer/,
      );
    }
  });

  it('of a cluster IP: refuses without local ones, unless the Service can be reached from outside', () => {
    for (const from of ['client', 'host worker', outside]) {
      const answer = ask(state({ ...plain, ...iL }, [there]), from, '10.96.0.20:80');
      assert.equal(answer.result, 'refused', from);
      assert.match(trace(answer).at(-1) ?? '', /^reject: /);
      assert.match(told(state(iL, [there]), from, '10.96.0.20:80'), /^reached there, /, from);
    }
    assert.equal(
      told(state({ ...plain, ...iL }, [here, there]), 'client', '10.96.0.20:80'),
      'reached here, kept 10.244.1.9',
    );
  });

  it('prefers local endpoints that terminate to ready ones elsewhere', () => {
    const list = [endpoint('10.244.1.5', 'worker', 'terminating'), there];
    assert.equal(told(state(eL, list), 'client', nodePort), 'reached here, kept 10.244.1.9');
    assert.equal(told(state({}, list), 'client', nodePort), 'reached there, hidden worker');
  });
});

describe('ipvs without endpoints', () => {
  it('refuses everybody, processes of a node at external addresses too', () => {
    for (const spec of [{}, eL, iL]) {
      for (const from of ['client', 'host worker', outside]) {
        for (const to of ['10.96.0.20:80', ...externals]) {
          assert.equal(told(state(spec, []), from, to), 'refused', `${from} ${to}`);
        }
      }
    }
  });
});

describe('ipvs and the source ranges of a load balancer', () => {
  const ranges = (minor: number, ...loadBalancerSourceRanges: string[]) =>
    state({ loadBalancerSourceRanges }, undefined, { minor });
  const to = `${vip}:80`;

  it('judge pods and the outside by their address', () => {
    assert.match(told(ranges(35, '203.0.113.0/24'), outside, to), /^reached/);
    assert.equal(told(ranges(35, '203.0.113.0/24'), 'client', to), 'timeout');
    assert.match(told(ranges(35, '10.244.0.0/16'), 'client', to), /^reached/);
    assert.equal(told(ranges(35, '192.0.2.0/24'), outside, to), 'timeout');
    assert.match(told(ranges(35, '192.0.2.0/24'), outside, nodePort), /^reached/);
  });

  it('judge processes of a node by its primary address (kubernetes issue 119656)', () => {
    assert.match(told(ranges(35, '172.18.0.0/16'), 'host worker', to), /^reached/);
    assert.equal(told(ranges(35, '192.0.2.0/24'), 'host worker', to), 'timeout');
    assert.equal(told(ranges(35, `${vip}/32`), 'host worker', to), 'timeout');
    const answer = ask(ranges(35, '192.0.2.0/24'), 'host worker', to);
    assert.deepEqual(trace(answer).slice(2), [
      'source-ranges: address 172.18.0.3 of node worker, whose process it is, is not in 192.0.2.0/24: dropped, no answer',
    ]);
    assert.equal(
      trace(ask(ranges(35, '172.18.0.0/16'), 'host worker', to))[2],
      'source-ranges: address 172.18.0.3 of node worker, whose process it is, is in 172.18.0.0/16',
    );
  });

  it('let a process in that binds another address, and from 1.25 to 1.28 any process', () => {
    assert.match(told(ranges(35, '192.0.2.0/24'), 'host worker 172.18.0.3', to), /^reached/);
    assert.match(told(ranges(28, '192.0.2.0/24'), 'host worker', to), /^reached/);
    assert.match(told(ranges(25, '192.0.2.0/24'), 'host worker', to), /^reached/);
    assert.equal(told(ranges(28, '192.0.2.0/24'), 'client', to), 'timeout');
  });

  it('judged processes like everybody before (kubernetes PR 110628)', () => {
    assert.equal(told(ranges(24, '192.0.2.0/24'), 'host worker', to), 'timeout');
    assert.equal(told(ranges(24, '192.0.2.0/24'), 'host worker 172.18.0.3', to), 'timeout');
    assert.match(told(ranges(24, `${vip}/32`), 'host worker', to), /^reached/);
    assert.match(told(ranges(24, '172.18.0.0/16'), 'host worker', to), /^reached/);
  });

  it('come before the endpoints are looked at', () => {
    const none = state({ loadBalancerSourceRanges: ['203.0.113.0/24'] }, []);
    assert.equal(told(none, outside, to), 'refused');
    assert.equal(told(none, 'client', to), 'timeout');
  });
});

describe('ipvs and whose turn it is', () => {
  it('says that it does not know, and takes each endpoint as likely', () => {
    const answer = ask(state({}, undefined, { proxy: { ipvsScheduler: 'lc' } }), 'client', '10.96.0.20:80');
    assert.deepEqual(
      answer.backends.map(({ probability }) => probability),
      [0.5, 0.5],
    );
    assert.match(
      trace(answer).join('\n'),
      /scheduler lc: the first with the fewest connections, .*\nchoice: one of 2: 1\/2 default\/here/,
    );
    assert.doesNotMatch(trace(ask(state({}, [here]), 'client', '10.96.0.20:80')).join('\n'), /turn/);
  });
});

describe('ipvs and health checks', () => {
  it('answers them on the addresses of Services too, where all addresses of the node count', () => {
    const spec = { ...eL, healthCheckNodePort: 32000 };
    for (const minor of [25, 35]) {
      const s = state(spec, [here], { minor });
      for (const address of ['10.96.0.20', vip, external, '172.18.0.3', '10.244.1.1']) {
        assert.equal(ask(s, 'client', `http://${address}:32000/`).status, 200, address);
      }
    }
    const narrow = state(spec, [here], { proxy: { nodePortAddresses: ['172.18.0.0/16'] } });
    assert.equal(told(narrow, 'client', `${vip}:32000`), 'refused');
    assert.equal(told(state(eL, [here]), 'client', `${vip}:32000`), 'refused');
  });
});
