import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Answer } from '../../flow/index.ts';
import type { ProxyConfig, ServiceSpec } from '../../kube/index.ts';
import { branches, connect } from '../connect.ts';
import { resolve } from '../resolve.ts';
import type { State } from '../state.ts';
import { endpoint, endpoints as endpointsObject, flow, pod, service, slice, world } from '../world.spec.ts';
import { Story } from './testing.spec.ts';

/** What is said without having seen anything must be the average over everything that may have been seen. */

const places = [
  ['10.244.1.5', 'worker'],
  ['10.244.2.5', 'worker2'],
  ['10.244.2.6', 'worker2'],
  ['10.244.1.6', 'worker'],
] as const;
const pods = [
  ...places.map(([ip, node], n) => pod(`p${n}`, node, ip)),
  pod('client', 'worker', '10.244.1.9'),
  pod('other', 'worker', '10.244.1.8'),
];
const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
const destinations = ['10.96.0.20:80', 'node/worker:30080'];

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('connect' as const),
      from: fc.constantFrom('client', 'other', 'host worker', 'outside 203.0.113.9 via worker'),
      to: fc.constantFrom(...destinations),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      set: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: fc.constantFrom(10, 29, 30, 31, 130),
    }),
  },
);

function objects(set: readonly number[], spec: Partial<ServiceSpec>) {
  const named = set.flatMap((n) => (places[n] ? [places[n]] : []));
  return [
    service('web', { type: 'NodePort', ports, ...spec }),
    slice(
      'web',
      named.map(([ip, node]) => endpoint(ip, node)),
    ),
    endpointsObject(
      'web',
      named.map(([ip]) => ({ ip })),
    ),
  ];
}

/** Parts of all connections by where they go; those that are refused go nowhere. */
function shares({ backends, result }: Answer): Map<string, number> {
  const parts = new Map<string, number>();
  const add = (key: string, share: number): void => void parts.set(key, (parts.get(key) ?? 0) + share);
  for (const backend of backends) {
    const ends = backend.result ?? result;
    add(ends === 'reached' ? `${backend.ip}:${backend.port}` : ends, backend.probability);
  }
  if (backends.length === 0) add(result, 1);
  return parts;
}

interface Setting {
  readonly name: string;
  readonly proxy: Partial<ProxyConfig> & Pick<ProxyConfig, 'mode'>;
  readonly spec: Partial<ServiceSpec>;
}
const sticky: Partial<ServiceSpec> = {
  sessionAffinity: 'ClientIP',
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 30 } },
};
const settings: readonly Setting[] = [
  { name: 'iptables, affinity', proxy: { mode: 'iptables' }, spec: sticky },
  { name: 'nftables, affinity', proxy: { mode: 'nftables' }, spec: sticky },
  {
    name: 'iptables, affinity and policy Local',
    proxy: { mode: 'iptables' },
    spec: { ...sticky, externalTrafficPolicy: 'Local' },
  },
  { name: 'userspace', proxy: { mode: 'userspace' }, spec: {} },
  ...['rr', 'wrr', 'lc', 'sed', 'sh', 'dh', 'lblc'].map((ipvsScheduler): Setting => ({
    name: `ipvs, ${ipvsScheduler}`,
    proxy: { mode: 'ipvs', ipvsScheduler },
    spec: {},
  })),
];

describe('laws of connections that are remembered', () => {
  for (const { name, proxy, spec } of settings) {
    it(`${name}: chances are the average over all ways that connections may have gone`, () => {
      fc.assert(
        fc.property(
          fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 }),
          fc.array(step, { maxLength: 7 }),
          (first, steps) => {
            const options = { mode: proxy.mode, proxy, minor: proxy.mode === 'userspace' ? 25 : 35 };
            const story = new Story(world([...pods, ...objects(first, spec)], options));
            let ways: { probability: number; state: State }[] = [{ probability: 1, state: story.state }];
            const everywhere = (change: (one: Story) => void): void => {
              change(story);
              ways = ways.map(({ probability, state }) => {
                const one = new Story(state);
                change(one);
                return { probability, state: one.state };
              });
            };
            for (const one of steps) {
              if (one.kind === 'pass') everywhere((it) => it.pass(one.seconds));
              if (one.kind === 'set') everywhere((it) => it.put(...objects(one.set, spec)));
              if (one.kind !== 'connect') continue;
              const asked = flow(one.from, one.to);
              const said = resolve(story.state, asked);
              const average = new Map<string, number>();
              const next: typeof ways = [];
              for (const { probability, state } of ways) {
                const { answer, branches: all } = branches(state, asked);
                for (const [key, share] of shares(answer)) {
                  average.set(key, (average.get(key) ?? 0) + probability * share);
                }
                if (all.length === 0) next.push({ probability, state });
                for (const branch of all) {
                  next.push({ probability: probability * branch.backend.probability, state: branch.state });
                }
              }
              const own = shares(said);
              const sum = [...own.values()].reduce((a, b) => a + b, 0);
              assert.ok(Math.abs(sum - 1) < 1e-9, `shares sum to ${sum}`);
              for (const key of new Set([...own.keys(), ...average.keys()])) {
                const [a = 0, b = 0] = [own.get(key), average.get(key)];
                assert.ok(Math.abs(a - b) < 1e-9, `${key}: said ${a}, on average ${b}`);
              }
              story.state = connect(story.state, asked).state;
              ways = next;
              if (ways.length > 300) return;
            }
          },
        ),
        { numRuns: 40 },
      );
    });
  }
});
