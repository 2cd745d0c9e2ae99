import assert from 'node:assert/strict';
import { endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';
import type { ServiceSpec } from '../../kube/index.ts';

/** pkg/proxy/topology_test.go; KEP-2433, KEP-4444, KEP-3015. */

const pods = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('c', 'worker3', '10.244.3.5'),
];
const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
const nodeLabels = { worker: zone('one'), worker2: zone('one'), worker3: zone('two') };

interface Case extends WorldOptions {
  readonly hints: readonly [a: string, b: string, c: string];
  readonly spec?: ServiceSpec;
  readonly annotations?: Record<string, string>;
}

/** Who is used from each node: `worker worker2 worker3`. */
function used({ hints, spec = {}, annotations = {}, ...options }: Case): string {
  const endpoints = hints.map((words, i) => endpoint(`10.244.${i + 1}.5`, `worker${['', 2, 3][i]}`, words));
  const state = world([...pods, service('web', spec, { annotations }), slice('web', endpoints)], {
    nodeLabels,
    ...options,
  });
  return ['worker', 'worker2', 'worker3']
    .map((node) => {
      const answer = told(state, `host ${node}`, '10.96.0.20:80');
      return /^reached (.*), /.exec(answer)?.[1]?.replaceAll(' ', '') ?? answer;
    })
    .join(' ');
}

const byZone = ['ready zone:one', 'ready zone:one', 'ready zone:two'] as const;
const byNode = ['ready hintnode:worker', 'ready hintnode:worker2', 'ready hintnode:worker3'] as const;

describe('hints of slices', () => {
  const rows: readonly (readonly [string, Case, string])[] = [
    ['by zone, for every node of a zone', { hints: byZone }, 'ab ab c'],
    ['not at all without hints', { hints: ['ready', 'ready', 'ready'] }, 'abc abc abc'],
    [
      'not if one ready endpoint has none',
      { hints: ['ready zone:one', 'ready', 'ready zone:two'] },
      'abc abc abc',
    ],
    [
      'whatever an endpoint that is not ready has',
      { hints: ['ready zone:one', 'unready', 'ready zone:two'] },
      'a a c',
    ],
    ['not on a node without a zone', { hints: byZone, nodeLabels: { worker: zone('one') } }, 'ab abc abc'],
    [
      'not on a node with an empty zone',
      { hints: byZone, nodeLabels: { ...nodeLabels, worker3: zone('') } },
      'ab ab abc',
    ],
    [
      'not in a zone that no hint names',
      { hints: ['ready zone:one', 'ready zone:one', 'ready zone:three'] },
      'ab ab abc',
    ],
    [
      'for several zones at once',
      { hints: ['ready zone:one zone:two', 'ready zone:one', 'ready zone:two'] },
      'ab ab ac',
    ],
    ['also to a foreign zone', { hints: ['ready zone:two', 'ready zone:one', 'ready zone:two'] }, 'b b ac'],
    [
      'by node before zone',
      {
        hints: [
          'ready zone:one hintnode:worker',
          'ready zone:one hintnode:worker2',
          'ready zone:two hintnode:worker3',
        ],
      },
      'a b c',
    ],
    [
      'by zone where no hint names the node',
      {
        hints: [
          'ready zone:one hintnode:worker',
          'unready zone:one hintnode:worker2',
          'ready zone:two hintnode:worker3',
        ],
      },
      'a a c',
    ],
    [
      'everywhere where neither node nor zone is named',
      { hints: ['ready zone:one hintnode:worker', 'ready zone:one hintnode:worker2', 'unready'] },
      'a b ab',
    ],
    [
      'by zone if one ready endpoint names no node',
      { hints: ['ready zone:one hintnode:worker', 'ready zone:one', 'ready zone:two'] },
      'ab ab c',
    ],
    [
      'not when terminating endpoints stand in',
      { hints: ['terminating zone:one', 'terminating zone:one', 'terminating zone:two'] },
      'abc abc abc',
    ],
    [
      'not under a Local policy',
      {
        hints: ['ready zone:two', 'ready zone:two', 'ready zone:one'],
        spec: { internalTrafficPolicy: 'Local' },
      },
      'a b c',
    ],
  ];
  for (const mode of ['iptables', 'nftables'] as const) {
    for (const [words, options, expected] of rows) {
      it(`${mode}: ${words}`, () => assert.equal(used({ ...options, mode }), expected));
    }
  }

  it('hold for the Cluster path of a Service whose external policy is Local', () => {
    const spec: ServiceSpec = {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    };
    const endpoints = [
      endpoint('10.244.1.5', 'worker', 'ready zone:one'),
      endpoint('10.244.3.5', 'worker3', 'ready zone:two'),
    ];
    const state = world([...pods, service('web', spec), slice('web', endpoints)], { nodeLabels });
    assert.equal(told(state, 'b', '172.18.0.4:30080'), 'reached a, kept 10.244.2.5');
    assert.equal(told(state, 'outside', '172.18.0.4:30080'), 'timeout');
    assert.equal(told(state, 'outside', '172.18.0.5:30080'), 'reached c, kept 203.0.113.9');
  });
});

describe('hints of slices in older releases', () => {
  const auto = 'service.kubernetes.io/topology-mode';
  const old = 'service.kubernetes.io/topology-aware-hints';
  const rows: readonly (readonly [number, Record<string, string>, string])[] = [
    [35, {}, 'ab ab c'],
    [35, { [auto]: 'disabled' }, 'ab ab c'],
    [31, {}, 'ab ab c'],
    [30, {}, 'abc abc abc'],
    [30, { [auto]: 'Auto' }, 'ab ab c'],
    [30, { [auto]: 'anything' }, 'ab ab c'],
    [30, { [auto]: 'Disabled' }, 'abc abc abc'],
    [30, { [auto]: 'disabled', [old]: 'auto' }, 'ab ab c'],
    [30, { [auto]: 'Auto', [old]: 'disabled' }, 'abc abc abc'],
    [30, { [auto]: '' }, 'abc abc abc'],
    [27, { [old]: 'auto' }, 'ab ab c'],
    [26, { [auto]: 'Auto' }, 'abc abc abc'],
    [26, { [old]: 'Auto' }, 'ab ab c'],
    [26, { [old]: 'auto' }, 'ab ab c'],
    [26, { [old]: 'anything' }, 'abc abc abc'],
    [24, { [old]: 'auto' }, 'ab ab c'],
    [23, { [old]: 'auto' }, 'abc abc abc'],
  ];
  for (const [minor, annotations, expected] of rows) {
    it(`1.${minor} ${JSON.stringify(annotations)}: ${expected}`, () => {
      assert.equal(used({ hints: byZone, annotations, minor }), expected);
    });
  }

  it('by node from 1.34 on', () => {
    assert.equal(used({ hints: byNode, minor: 34 }), 'a b c');
    assert.equal(used({ hints: byNode, minor: 33 }), 'abc abc abc');
  });

  it('internalTrafficPolicy from 1.22 on', () => {
    const spec: ServiceSpec = { internalTrafficPolicy: 'Local' };
    assert.equal(used({ hints: ['ready', 'ready', 'ready'], spec, minor: 22 }), 'a b c');
    assert.equal(used({ hints: ['ready', 'ready', 'ready'], spec, minor: 21 }), 'abc abc abc');
  });
});
