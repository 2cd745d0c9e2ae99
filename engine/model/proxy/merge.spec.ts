import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world } from '../world.spec.ts';

/** pkg/proxy/endpointslicecache_test.go; e2e "multiple endpoint IPs / ports specified in multiple EndpointSlices". */

const pods = [
  pod('a', 'worker', '10.244.1.5', { ports: [8080, 9090, { containerPort: 53, protocol: 'UDP' }] }),
  pod('b', 'worker2', '10.244.2.5', { ports: [8080, 9090] }),
  pod('client', 'worker', '10.244.1.9'),
];
const here = endpoint('10.244.1.5', 'worker');
const there = endpoint('10.244.2.5', 'worker2');

describe('slices of a Service', () => {
  it('unite, and name an endpoint once', () => {
    const state = world([
      ...pods,
      service('web', {}),
      slice('web', [here], undefined, 'a'),
      slice('web', [there, here], undefined, 'b'),
    ]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a b, kept 10.244.1.9');
  });

  it('are told in the order of address and port as text, however they list them', () => {
    const state = world([...pods, service('web', {}), slice('web', [there, here])]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a b, kept 10.244.1.9');
  });

  it('count per port name and protocol', () => {
    const ports = [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'more', port: 90, targetPort: 9090 },
      { name: 'http', port: 80, protocol: 'UDP' as const, targetPort: 53 },
    ];
    const state = world([
      ...pods,
      service('web', { ports }),
      slice(
        'web',
        [here],
        [
          { name: 'http', port: 8080, protocol: 'TCP' },
          { name: 'http', port: 53, protocol: 'UDP' },
        ],
        'a',
      ),
      slice(
        'web',
        [there],
        [
          { name: 'http', port: 9090 },
          { name: 'more', port: 9090 },
        ],
        'b',
      ),
    ]);
    const reached = (port: number, protocol: 'TCP' | 'UDP') =>
      ask(state, 'client', `10.96.0.20:${port}`, protocol).backends.map(({ ip, port }) => `${ip}:${port}`);
    assert.deepEqual(reached(80, 'TCP'), ['10.244.1.5:8080', '10.244.2.5:9090']);
    assert.deepEqual(reached(80, 'UDP'), ['10.244.1.5:53']);
    assert.deepEqual(reached(90, 'TCP'), ['10.244.2.5:9090']);
  });

  it('give several ports of one name to one address', () => {
    const state = world([
      ...pods,
      service('web', {}),
      slice('web', [here], [{ name: '', port: 8080 }], 'a'),
      slice('web', [here], [{ name: '', port: 9090 }], 'b'),
    ]);
    const { backends } = ask(state, 'client', '10.96.0.20:80');
    assert.deepEqual(
      backends.map(({ port, probability }) => [port, probability]),
      [
        [8080, 0.5],
        [9090, 0.5],
      ],
    );
  });

  it('take only the first address of an endpoint, in its canonical spelling', () => {
    const two = { ...here, addresses: ['010.244.01.005', '10.244.2.5'] };
    const state = world([...pods, service('web', {}), slice('web', [two])]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a, kept 10.244.1.9');
  });

  it('that disagree: one that is local to the proxy counts, else nobody knows which', () => {
    const state = world([
      ...pods,
      service('web', { internalTrafficPolicy: 'Local' }),
      slice('web', [endpoint('10.244.1.5', 'worker3')], undefined, 'a'),
      slice('web', [here], undefined, 'b'),
    ]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a, kept 10.244.1.9');
    assert.equal(told(state, 'host worker3', '10.96.0.20:80'), 'reached a, hidden worker3');
    assert.equal(told(state, 'host worker2', '10.96.0.20:80'), 'timeout');
    const first = world([
      ...pods,
      service('web', {}),
      slice('web', [endpoint('10.244.1.5', 'worker', 'unready')], undefined, 'a'),
      slice('web', [endpoint('10.244.1.5', 'worker2')], undefined, 'b'),
    ]);
    const { result, reason } = ask(first, 'host worker3', '10.96.0.20:80');
    assert.equal(result, 'unknown');
    assert.match(
      reason ?? '',
      /^EndpointSlices web-a and web-b say different things of 10\.244\.1\.5:8080, and /,
    );
    assert.equal(told(first, 'host worker2', '10.96.0.20:80'), 'reached a, hidden worker2');
  });

  it('without a node are local to nobody', () => {
    const state = world([
      ...pods,
      service('web', {
        type: 'NodePort',
        externalTrafficPolicy: 'Local',
        ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
      }),
      slice('web', [endpoint('10.244.1.5', undefined)]),
    ]);
    assert.equal(told(state, 'outside', '172.18.0.3:30080'), 'timeout');
    assert.equal(told(state, 'client', '172.18.0.3:30080'), 'reached a, kept 10.244.1.9');
  });

  it('sort endpoints by the text of address and port', () => {
    const ips = ['10.244.1.9', '10.244.1.10', '10.244.1.100'];
    const state = world([
      service('web', {}),
      slice(
        'web',
        ips.map((ip) => endpoint(ip, 'worker')),
      ),
      ...ips.map((ip, i) => pod(`p${i}`, 'worker', ip)),
    ]);
    assert.deepEqual(
      ask(state, 'host worker', '10.96.0.20:80').backends.map(({ ip }) => ip),
      ['10.244.1.100', '10.244.1.10', '10.244.1.9'],
    );
  });

  it('of other Services and namespaces do not count, nor ports without a number', () => {
    const state = world([
      ...pods,
      service('web', {}),
      slice('web', [here], [{ name: '', port: 8080 }], 'a'),
      slice('api', [there], undefined, 'b'),
      slice('other/web', [there], undefined, 'c'),
      slice('web', [there], [{ name: '' }], 'd'),
      slice('web', [there], [{ name: '', port: 0 }], 'e'),
      slice('web', [there], null, 'f'),
    ]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a, kept 10.244.1.9');
  });

  it('of the other family do not count', () => {
    const six = endpoint('fd00:10:244:2::5', 'worker2');
    const state = world([
      ...pods,
      service('web', {}),
      slice('web', [here]),
      slice('web', [six], undefined, 'b', 'IPv6'),
    ]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached a, kept 10.244.1.9');
  });
});

describe('slices that disagree about an endpoint', () => {
  const said = (a: string, b: string, from: string, more: Parameters<typeof service>[1] = {}): string => {
    const state = world([
      ...pods,
      service('web', more),
      slice('web', [endpoint('10.244.1.5', 'worker', a), there], undefined, 'a'),
      slice('web', [endpoint('10.244.1.5', 'worker', b)], undefined, 'b'),
    ]);
    return told(state, from, '10.96.0.20:80');
  };

  it('leave open what a proxy elsewhere does, and so does the node of both', () => {
    assert.equal(said('ready', 'unready', 'host worker3'), 'unknown');
    assert.equal(said('unready', 'ready', 'host worker'), 'unknown');
  });

  it('do not matter where they come to the same', () => {
    assert.equal(said('ready', 'bare', 'host worker3'), 'reached a b, hidden worker3');
    assert.equal(said('ready zone:one', 'ready', 'host worker3'), 'reached a b, hidden worker3');
    assert.equal(said('unready', 'terminating', 'host worker3'), 'reached b, hidden worker3');
    const local = { internalTrafficPolicy: 'Local' } as const;
    assert.equal(said('ready', 'unready', 'host worker2', local), 'reached b, hidden worker2');
  });

  it('are several entries of one slice too, and these have an order', () => {
    const twice = [endpoint('10.244.1.5', 'worker', 'ready'), endpoint('10.244.1.5', 'worker2', 'unready')];
    const state = world([...pods, service('web', {}), slice('web', twice)]);
    assert.equal(told(state, 'host worker3', '10.96.0.20:80'), 'reached a, hidden worker3');
    assert.equal(told(state, 'host worker2', '10.96.0.20:80'), 'refused');
  });
});
