import assert from 'node:assert/strict';
import type { Endpoints, ProxyConfig, ServiceSpec } from '../../kube/index.ts';
import {
  ask,
  endpoint,
  manifest,
  pod,
  service,
  slice,
  told,
  trace,
  world,
  type WorldOptions,
} from '../world.spec.ts';

/** Proxies of releases before policies were told apart (FilterEndpoints, up to 1.23), and before slices. */

const pods = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('client', 'worker3', '10.244.3.9'),
];
const nodePort: ServiceSpec = { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] };
const on = (...gates: readonly string[]): Partial<ProxyConfig> => ({
  featureGates: Object.fromEntries(gates.map((gate) => [gate, true])),
});

function state(
  spec: ServiceSpec,
  options: WorldOptions,
  words: readonly [string, string] = ['ready', 'ready'],
) {
  const endpoints = [endpoint('10.244.1.5', 'worker', words[0]), endpoint('10.244.2.5', 'worker2', words[1])];
  return world([...pods, service('web', spec), slice('web', endpoints)], options);
}

describe('policies that are not told apart yet', () => {
  const internal: ServiceSpec = { ...nodePort, internalTrafficPolicy: 'Local' };
  const both: ServiceSpec = { ...internal, externalTrafficPolicy: 'Local' };

  it('let internalTrafficPolicy Local hold for traffic from outside too', () => {
    assert.equal(
      told(state(internal, { minor: 23 }), 'outside', '172.18.0.3:30080'),
      'reached a, hidden worker',
    );
    assert.equal(
      told(state(internal, { minor: 24 }), 'outside', '172.18.0.3:30080'),
      'reached a b, hidden worker',
    );
  });

  it('refuse where a node is left without endpoints; later ones drop', () => {
    const old = state(internal, { minor: 23 });
    assert.equal(told(old, 'client', '10.96.0.20:80'), 'refused');
    assert.match(
      trace(ask(old, 'client', '10.96.0.20:80')).at(-1)!,
      /this node may use none of the endpoints/,
    );
    assert.equal(told(state(internal, { minor: 24 }), 'client', '10.96.0.20:80'), 'timeout');
  });

  it('forget internalTrafficPolicy where externalTrafficPolicy is Local', () => {
    assert.equal(told(state(both, { minor: 23 }), 'client', '10.96.0.20:80'), 'reached a b, kept 10.244.3.9');
    assert.equal(told(state(both, { minor: 24 }), 'client', '10.96.0.20:80'), 'timeout');
  });

  it('forget hints where externalTrafficPolicy is Local', () => {
    const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
    const reached = (minor: number): string => {
      const hinted = world(
        [
          ...pods,
          service(
            'web',
            { ...nodePort, externalTrafficPolicy: 'Local' },
            { annotations: { 'service.kubernetes.io/topology-aware-hints': 'auto' } },
          ),
          slice('web', [
            endpoint('10.244.1.5', 'worker', 'ready zone:one'),
            endpoint('10.244.2.5', 'worker2', 'ready zone:two'),
          ]),
        ],
        { minor, nodeLabels: { worker3: zone('one') }, proxy: on('TopologyAwareHints') },
      );
      return told(hinted, 'client', '10.96.0.20:80');
    };
    assert.equal(reached(23), 'reached a b, kept 10.244.3.9');
    assert.equal(reached(24), 'reached a, kept 10.244.3.9');
  });

  it('drop what comes from outside to a node without endpoints, as later ones do', () => {
    const spec: ServiceSpec = { ...nodePort, externalTrafficPolicy: 'Local' };
    for (const minor of [19, 23, 24]) {
      assert.equal(told(state(spec, { minor }), 'outside', '172.18.0.5:30080'), 'timeout');
      assert.equal(
        told(state(spec, { minor }), 'outside', '172.18.0.3:30080'),
        'reached a, kept 203.0.113.9',
      );
      assert.equal(
        told(state(spec, { minor }, ['unready', 'unready']), 'outside', '172.18.0.5:30080'),
        'refused',
      );
    }
  });
});

describe('endpoints that terminate, in older releases', () => {
  const dying = ['terminating', 'terminating'] as const;
  const local: ServiceSpec = { ...nodePort, externalTrafficPolicy: 'Local' };
  const gate = on('ProxyTerminatingEndpoints');

  it('stand in nowhere before the gate is on', () => {
    for (const minor of [21, 25])
      assert.equal(told(state({}, { minor }, dying), 'client', '10.96.0.20:80'), 'refused');
    assert.equal(told(state({}, { minor: 21, proxy: gate }, dying), 'client', '10.96.0.20:80'), 'refused');
    assert.equal(
      told(state({}, { minor: 26 }, dying), 'client', '10.96.0.20:80'),
      'reached a b, kept 10.244.3.9',
    );
  });

  it('stand in with the gate: at first under policy Local for outside only', () => {
    for (const minor of [22, 23]) {
      const proxy = gate;
      assert.equal(told(state({}, { minor, proxy }, dying), 'client', '10.96.0.20:80'), 'refused');
      assert.equal(
        told(state(local, { minor, proxy }, dying), 'outside', '172.18.0.3:30080'),
        'reached a, kept 203.0.113.9',
      );
    }
    assert.equal(
      told(state({}, { minor: 24, proxy: gate }, dying), 'client', '10.96.0.20:80'),
      'reached a b, kept 10.244.3.9',
    );
  });

  it('stand in no more where somebody switches the gate off, until it is locked', () => {
    const proxy: Partial<ProxyConfig> = { featureGates: { ProxyTerminatingEndpoints: false } };
    assert.equal(told(state({}, { minor: 27, proxy }, dying), 'client', '10.96.0.20:80'), 'refused');
    assert.equal(
      told(state({}, { minor: 28, proxy }, dying), 'client', '10.96.0.20:80'),
      'reached a b, kept 10.244.3.9',
    );
  });

  it('leave a cluster IP with a rule that leads nowhere: nobody knows', () => {
    const { result, reason } = ask(
      state(local, { minor: 23, proxy: gate }, dying),
      'client',
      '10.96.0.20:80',
    );
    assert.equal(result, 'unknown');
    assert.match(reason ?? '', /^every endpoint terminates/);
  });
});

describe('external IPs in older releases', () => {
  const spec: ServiceSpec = { externalIPs: ['192.0.2.7'] };

  it('show pods as they are, and hide all others', () => {
    const old = state(spec, { minor: 23 });
    assert.equal(told(old, 'client', '192.0.2.7:80'), 'reached a b, kept 10.244.3.9');
    assert.equal(told(old, 'host worker3', '192.0.2.7:80'), 'reached a b, hidden worker3');
    assert.equal(told(old, 'outside', '192.0.2.7:80'), 'reached a b, hidden worker');
    assert.equal(told(state(spec, { minor: 24 }), 'client', '192.0.2.7:80'), 'reached a b, hidden worker3');
  });

  it('hide pods too where nothing tells them apart', () => {
    const blind = state(spec, { minor: 23, proxy: { clusterCIDRs: [] } });
    assert.equal(told(blind, 'client', '192.0.2.7:80'), 'reached a b, hidden worker3');
  });
});

describe('topologyKeys', () => {
  const host = 'kubernetes.io/hostname';
  const zone = 'topology.kubernetes.io/zone';
  const region = 'topology.kubernetes.io/region';
  const labels = (node: string, z: string) => ({ [host]: node, [zone]: z, rack: 'r1' });
  const nodeLabels = {
    worker: labels('worker', 'one'),
    worker2: labels('worker2', 'two'),
    worker3: labels('worker3', 'one'),
  };
  const proxy = on('ServiceTopology');

  const reached = (keys: readonly string[], from: string, options: WorldOptions = {}): string => {
    const endpoints = [
      { ...endpoint('10.244.1.5', 'worker'), zone: 'one' },
      { ...endpoint('10.244.2.5', 'worker2'), zone: 'two', deprecatedTopology: { [region]: 'cd' } },
    ];
    const all = [...pods, service('web', { topologyKeys: keys }), slice('web', endpoints)];
    const answer = told(
      world(all, { minor: 21, nodeLabels, proxy, ...options }),
      `host ${from}`,
      '10.96.0.20:80',
    );
    return /^reached (.*), /.exec(answer)?.[1] ?? answer;
  };

  // The cases of upstream's TestFilterTopologyEndpoint, on three nodes.
  const rows: readonly (readonly [string, readonly string[], string, string])[] = [
    ['no key: all', [], 'worker', 'a b'],
    ['the same node', [host], 'worker', 'a'],
    ['no endpoint on the node: nobody', [host], 'worker3', 'refused'],
    ['the same zone', [zone], 'worker3', 'a'],
    ['the first key that keeps any', [host, zone], 'worker2', 'b'],
    ['a later key where the first keeps none', [host, zone], 'worker3', 'a'],
    ['"*" is not reached where an earlier key keeps any', [host, '*'], 'worker', 'a'],
    ['"*" keeps all', [host, '*'], 'worker3', 'a b'],
    ['a key that the node does not have is passed over', [region, zone], 'worker3', 'a'],
    ['a label that endpoints do not carry matches nothing', ['rack'], 'worker', 'refused'],
  ];
  for (const [words, keys, from, expected] of rows) {
    it(words, () => assert.equal(reached(keys, from), expected));
  }

  it('on a node without labels: all if the last key is "*", else none', () => {
    const bare = { nodeLabels: {} };
    assert.equal(reached([host, '*'], 'worker', bare), 'a b');
    assert.equal(reached([host], 'worker', bare), 'refused');
  });

  it('by region, which endpoints carried up to 1.20', () => {
    const inRegion = { nodeLabels: { worker3: { [region]: 'cd' } }, minor: 20 };
    assert.equal(reached([region], 'worker3', inRegion), 'b');
  });

  it('mean nothing without the gate, and from 1.22 on', () => {
    assert.equal(reached([host], 'worker3', { proxy: {} }), 'a b');
    assert.equal(reached([host], 'worker3', { minor: 22 }), 'a b');
    assert.equal(
      reached([host], 'worker3', { minor: 18 }),
      'refused',
      'Endpoints are read there, and there are none',
    );
  });

  it('mean nothing where externalTrafficPolicy is Local', () => {
    const all = [
      ...pods,
      service('web', { ...nodePort, externalTrafficPolicy: 'Local', topologyKeys: [host] }),
      slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]),
    ];
    const local = world(all, { minor: 21, nodeLabels, proxy });
    assert.equal(told(local, 'client', '10.96.0.20:80'), 'reached a b, kept 10.244.3.9');
  });
});

describe('proxies that read Endpoints', () => {
  const endpoints = manifest<Endpoints>({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'default' },
    subsets: [
      {
        addresses: [{ ip: '10.244.1.5', nodeName: 'worker', targetRef: { kind: 'Pod', name: 'a' } }],
        notReadyAddresses: [{ ip: '10.244.2.5' }],
        ports: [{ port: 8080 }],
      },
    ],
  });
  const all = [
    ...pods,
    service('web', nodePort),
    endpoints,
    slice('web', [endpoint('10.244.2.5', 'worker2')]),
  ];
  const from = (minor: number, proxy: Partial<ProxyConfig> = {}): string =>
    told(world(all, { minor, proxy }), 'client', '10.96.0.20:80');

  it('are those up to 1.18, and see ready addresses alone', () => {
    assert.equal(from(17), 'reached a, kept 10.244.3.9');
    assert.equal(from(18), 'reached a, kept 10.244.3.9');
    assert.equal(from(19), 'reached b, kept 10.244.3.9');
  });

  it('are those whose gate is off, and those of 1.17 whose one gate is on read slices', () => {
    assert.equal(from(21, { featureGates: { EndpointSliceProxying: false } }), 'reached a, kept 10.244.3.9');
    assert.equal(from(18, on('EndpointSliceProxying')), 'reached b, kept 10.244.3.9');
    assert.equal(from(17, on('EndpointSlice')), 'reached b, kept 10.244.3.9');
  });
});

describe('externalTrafficPolicy of a Service of type ClusterIP', () => {
  const asked = (minor: number, spec: ServiceSpec, to = '198.51.100.9:80'): string =>
    told(state({ externalTrafficPolicy: 'Local', ...spec }, { minor }), 'outside', to);
  const external: ServiceSpec = { ports: [{ port: 80, targetPort: 8080 }], externalIPs: ['198.51.100.9'] };

  it('means nothing for its external IPs before 1.29', () => {
    assert.equal(asked(28, external), 'reached a b, hidden worker');
    assert.equal(asked(29, external), 'reached a, kept 203.0.113.9');
  });

  it('holds for external IPs of the other types in every release', () => {
    for (const minor of [24, 28, 29]) {
      const kept = 'reached a, kept 203.0.113.9';
      assert.equal(asked(minor, { ...nodePort, externalIPs: ['198.51.100.9'] }), kept, `1.${minor}`);
      assert.equal(asked(minor, { ...external, type: 'LoadBalancer' }), kept, `1.${minor}`);
    }
  });

  it('leaves internalTrafficPolicy alone where the two are not told apart', () => {
    const both: ServiceSpec = { ...external, internalTrafficPolicy: 'Local' };
    const old = state({ externalTrafficPolicy: 'Local', ...both }, { minor: 23 });
    assert.equal(told(old, 'client', '10.96.0.20:80'), 'refused');
  });
});

describe('nftables of its first releases', () => {
  const lb: ServiceSpec = {
    type: 'LoadBalancer',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    externalIPs: ['198.51.100.9'],
    externalTrafficPolicy: 'Local',
  };
  const asked = (minor: number, from: string, to: string): string =>
    told(state(lb, { minor, mode: 'nftables' }), from, to);

  it('drop what a process sends under policy Local without a local endpoint (kubernetes PR 132456)', () => {
    const from = 'host worker3';
    for (const minor of [29, 30, 31, 32]) assert.equal(asked(minor, from, '198.51.100.9:80'), 'timeout');
    assert.match(asked(33, from, '198.51.100.9:80'), /^reached a b, hidden/);
    assert.equal(asked(29, from, '172.18.0.5:30080'), 'timeout');
    assert.match(asked(30, from, '172.18.0.5:30080'), /^reached a b, hidden/);
  });

  it('lead pods around it, and processes where an endpoint is local', () => {
    for (const minor of [29, 30, 33]) {
      assert.match(asked(minor, 'client', '198.51.100.9:80'), /^reached a b/, `1.${minor}`);
      assert.match(asked(minor, 'host worker', '198.51.100.9:80'), /^reached a b/, `1.${minor}`);
    }
  });

  it('filter processes of the node alone by source ranges in 1.29 (kubernetes PR 122614)', () => {
    const ranged = (minor: number, from: string, words: readonly [string, string] = ['ready', 'ready']) => {
      const objects = [
        ...pods,
        service(
          'web',
          { ...nodePort, type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'] },
          { status: { loadBalancer: { ingress: [{ ip: '203.0.114.1' }] } } },
        ),
        slice('web', [
          endpoint('10.244.1.5', 'worker', words[0]),
          endpoint('10.244.2.5', 'worker2', words[1]),
        ]),
      ];
      return told(world(objects, { minor, mode: 'nftables' }), from, '203.0.114.1:80');
    };
    assert.match(ranged(29, 'outside'), /^reached a b/);
    assert.match(ranged(29, 'client'), /^reached a b/);
    assert.equal(ranged(29, 'host worker'), 'timeout');
    for (const from of ['outside', 'client', 'host worker']) {
      assert.equal(ranged(30, from), 'timeout', from);
      assert.equal(ranged(29, from, ['unready', 'unready']), 'refused', from);
    }
    assert.equal(ranged(30, 'client', ['unready', 'unready']), 'timeout');
    assert.equal(
      ranged(30, 'host worker', ['unready', 'unready']),
      'refused',
      'told before ranges are asked',
    );
  });
});
