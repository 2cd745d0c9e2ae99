import assert from 'node:assert/strict';
import type { EndpointAddress, ServiceSpec } from '../../kube/index.ts';
import {
  ask,
  endpoint,
  endpoints,
  manifest,
  pod,
  service,
  slice,
  told,
  trace,
  world,
  type WorldOptions,
} from '../world.spec.ts';
import { chanceOfOnlyDead } from './userspace.ts';

/** Mode userspace, which ended with 1.25 (pkg/proxy/userspace proxier, proxysocket, roundrobin). */

const pods = [
  pod('here', 'worker', '10.244.1.5'),
  pod('there', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
  pod('deaf', 'worker', '10.244.1.6', { ports: [9999] }),
];
const everything: ServiceSpec = {
  type: 'LoadBalancer',
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
  externalIPs: ['192.0.2.1'],
};
const status = { status: { loadBalancer: { ingress: [{ ip: '198.51.100.1' }] } } };
const both = [{ ip: '10.244.1.5' }, { ip: '10.244.2.5' }];

function state(spec: ServiceSpec = {}, list: readonly EndpointAddress[] = both, options: WorldOptions = {}) {
  const web = service('web', { ...everything, ...spec }, status);
  return world([...pods, web, endpoints('web', list)], { mode: 'userspace', minor: 25, ...options });
}
const outside = 'outside 203.0.113.9 via worker';
const vips = ['10.96.0.20:80', '192.0.2.1:80', '198.51.100.1:80'];

describe('userspace', () => {
  it('hides everybody everywhere: the proxy opens the connection', () => {
    for (const from of ['client', 'here', outside]) {
      for (const to of [...vips, '172.18.0.3:30080', '10.244.1.1:30080']) {
        assert.equal(told(state(), from, to), 'reached here there, hidden worker', `${from} ${to}`);
      }
    }
  });

  it('hides who comes in for an endpoint on the network of the node', () => {
    const host = pod('web', 'worker', '172.18.0.3', { spec: { hostNetwork: true } });
    const s = world([host, service('web', everything, status), endpoints('web', [{ ip: '172.18.0.3' }])], {
      mode: 'userspace',
      minor: 25,
    });
    assert.equal(told(s, outside, '172.18.0.3:30080'), 'reached web, hidden worker');
  });

  it('knows no policies, no source ranges and no nodePortAddresses', () => {
    const s = state(
      {
        externalTrafficPolicy: 'Local',
        internalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: ['192.0.2.0/24'],
        healthCheckNodePort: 32000,
      },
      [{ ip: '10.244.2.5' }],
      { proxy: { nodePortAddresses: ['192.0.2.0/24'] } },
    );
    for (const to of [...vips, '172.18.0.3:30080']) {
      assert.equal(told(s, outside, to), 'reached there, hidden worker', to);
    }
    assert.equal(told(s, outside, '172.18.0.3:32000'), 'refused');
    assert.equal(told(s, 'host worker', '127.0.0.1:30080'), 'reached there, hidden worker');
    const several = state({ externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' }, both, {
      proxy: { localhostNodePorts: false },
    });
    for (const to of ['10.96.0.20:80', '172.18.0.3:30080', '127.0.0.1:30080']) {
      assert.equal(told(several, 'host worker', to), 'reached here there, hidden worker', to);
    }
  });

  it('lets processes of a node go to an external IP elsewhere, but takes other addresses', () => {
    assert.equal(told(state(), 'host worker', '192.0.2.1:80'), 'unhandled');
    assert.match(ask(state(), 'host worker', '192.0.2.1:80').reason ?? '', /only where the node has them/);
    for (const to of ['10.96.0.20:80', '198.51.100.1:80', '172.18.0.3:30080']) {
      assert.equal(told(state(), 'host worker', to), 'reached here there, hidden worker', to);
    }
    const own = state({ externalIPs: ['172.18.0.3'] });
    assert.equal(told(own, 'host worker', '172.18.0.3:80'), 'reached here there, hidden worker');
    assert.equal(told(own, 'host worker2', '172.18.0.3:80'), 'reached here there, hidden worker');
    assert.equal(told(own, 'host worker', '172.18.0.3:81'), 'refused');
  });

  it('has no SCTP, and only the primary family', () => {
    const ports = [{ port: 80, targetPort: 8080, nodePort: 30080, protocol: 'SCTP' as const }];
    assert.equal(told(state({ ports }), 'client', '10.96.0.20:80', 'SCTP'), 'unhandled');
    assert.equal(told(state({ ports }), 'client', '172.18.0.3:30080', 'SCTP'), 'refused');
    const dual = state({ clusterIP: '10.96.0.20', clusterIPs: ['10.96.0.20', 'fd00:10:96::20'] }, both, {
      families: ['IPv4', 'IPv6'],
    });
    assert.equal(told(dual, 'host worker', '10.96.0.20:80'), 'reached here there, hidden worker');
    assert.equal(told(dual, 'host worker', '[fd00:10:96::20]:80'), 'unhandled');
  });

  it('reads Endpoints objects: slices alone, unready addresses and hints are nothing to it', () => {
    const slices = slice('web', [endpoint('10.244.1.5', 'worker')]);
    const s = world([...pods, service('web', everything), slices], { mode: 'userspace', minor: 25 });
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'refused');
    const half = world(
      [
        ...pods,
        service('web', everything),
        endpoints('web', [{ ip: '10.244.1.5' }], [{ port: 8080, protocol: 'UDP' }], [{ ip: '10.244.2.5' }]),
      ],
      { mode: 'userspace', minor: 25 },
    );
    assert.equal(told(half, 'client', '10.96.0.20:80'), 'reached here, hidden worker');
  });

  it('says whose turn it is: nobody knows', () => {
    assert.match(
      trace(ask(state(), 'client', '10.96.0.20:80')).join('\n'),
      /the proxy process: the next in turn, .*\nchoice: one of 2: 1\/2 default\/here/,
    );
  });
});

describe('userspace without endpoints', () => {
  it('accepts a TCP connection and closes it, for everybody', () => {
    for (const from of ['client', outside]) {
      for (const to of [...vips, '172.18.0.3:30080']) {
        const answer = ask(state({}, []), from, to);
        assert.equal(answer.result, 'refused');
        assert.equal(answer.reason, 'the proxy accepts the connection and closes it: no endpoint is usable');
        assert.equal(trace(answer).at(-1), `reject: ${answer.reason}`);
      }
    }
  });

  it('never answers a datagram', () => {
    const ports = [{ port: 53, targetPort: 8080, protocol: 'UDP' as const }];
    const answer = ask(state({ ports }, []), 'client', '10.96.0.20:53', 'UDP');
    assert.equal(answer.result, 'timeout');
    assert.equal(
      trace(answer).at(-1),
      'drop: the proxy takes the datagram and has nobody to send it to: no answer',
    );
  });
});

describe('userspace and dead endpoints', () => {
  const dead = (count: number) => Array.from({ length: count }, (_, i) => ({ ip: `10.244.3.${i + 1}` }));

  it('dials the next one: with up to three dead ones nobody notices', () => {
    for (let count = 1; count <= 3; count++) {
      const s = state({}, [...both, ...dead(count)]);
      assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached here there, hidden worker', `${count}`);
    }
    assert.equal(
      told(state({}, [{ ip: '10.244.1.5' }, { ip: '10.244.1.6' }]), 'client', '10.96.0.20:80'),
      'reached here, hidden worker',
    );
    assert.match(
      trace(ask(state({}, [...both, ...dead(1)]), 'client', '10.96.0.20:80')).join('\n'),
      /a dead endpoint makes the proxy dial the next one, 4 at most/,
    );
  });

  it('gives up after four', () => {
    const answer = ask(state({}, [{ ip: '10.244.1.5' }, ...dead(4)]), 'client', '10.96.0.20:80');
    const [alive, ...others] = answer.backends;
    assert.equal(answer.result, 'reached');
    assert.deepEqual([alive?.pod, alive?.probability], ['default/here', 4 / 5]);
    assert.equal(others.length, 4);
    for (const other of others) {
      assert.equal(other.result, 'refused');
      assert.ok(Math.abs(other.probability - 1 / 20) < 1e-12);
    }
  });

  it('closes the connection if all are dead, few or many', () => {
    for (const list of [dead(1), dead(9), [{ ip: '10.244.1.6' }]]) {
      const answer = ask(state({}, list), 'client', '10.96.0.20:80');
      assert.equal(answer.result, 'refused');
      assert.equal(
        answer.reason,
        'the proxy accepts the connection and closes it: every endpoint that it dials fails',
      );
    }
  });

  it('sends a datagram once: the share of a dead endpoint is lost', () => {
    const ports = [{ port: 53, targetPort: 8080, protocol: 'UDP' as const }];
    const udp = (list: readonly EndpointAddress[]) =>
      told(state({ ports }, list), 'client', '10.96.0.20:53', 'UDP');
    assert.equal(udp([{ ip: '10.244.1.5' }]), 'timeout');
    const lost = ask(
      state({ ports }, [{ ip: '10.244.1.5' }, { ip: '10.244.3.77' }]),
      'client',
      '10.96.0.20:53',
      'UDP',
    );
    assert.deepEqual([lost.result, lost.backends], ['timeout', []]);
    const web = pod('dns', 'worker', '10.244.1.7', { ports: [{ containerPort: 8080, protocol: 'UDP' }] });
    const s = world(
      [
        ...pods,
        web,
        service('web', { ports }),
        endpoints('web', [{ ip: '10.244.1.7' }, { ip: '10.244.1.6' }]),
      ],
      { mode: 'userspace', minor: 25 },
    );
    assert.equal(told(s, 'client', '10.96.0.20:53', 'UDP'), 'reached deaf!timeout dns, hidden worker');
  });

  it('is followed no further where nobody knows how one of several dead ones ends', () => {
    const other = service('other', {
      type: 'NodePort',
      clusterIP: '10.96.0.21',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30090 }],
    });
    const subsets = endpoints('web', [...both, { ip: '10.244.3.77' }]);
    const chained = endpoints('web', [{ ip: '172.18.0.4' }], [{ port: 30090 }]);
    const list = {
      ...subsets.object,
      subsets: [...(subsets.object.subsets ?? []), ...(chained.object.subsets ?? [])],
    };
    const web = service('web', { ...everything, ports: [{ port: 80, targetPort: 8080 }] });
    const s = world([...pods, other, web, manifest(list)], { mode: 'userspace', minor: 25 });
    assert.equal(
      told(s, 'client', '10.96.0.20:80'),
      'reached here there 10.244.3.77:8080!timeout 172.18.0.4:30090!unknown, hidden worker',
    );
  });

  it('draws without putting back', () => {
    assert.equal(chanceOfOnlyDead(0, 3, 4), 0);
    assert.equal(chanceOfOnlyDead(3, 4, 4), 0);
    assert.equal(chanceOfOnlyDead(2, 2, 4), 1);
    assert.equal(chanceOfOnlyDead(9, 9, 4), 1);
    assert.ok(Math.abs(chanceOfOnlyDead(4, 5, 4) - 1 / 5) < 1e-12);
    assert.ok(Math.abs(chanceOfOnlyDead(3, 5, 3) - 1 / 10) < 1e-12);
    assert.ok(Math.abs(chanceOfOnlyDead(5, 6, 4) - 5 / 15) < 1e-12);
  });
});
