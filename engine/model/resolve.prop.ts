import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Answer, Flow } from '../flow/index.ts';
import type { Endpoint, Manifest, ProxyMode, ServiceSpec } from '../kube/index.ts';
import { likelyCauses } from './explain/index.ts';
import { resolve } from './resolve.ts';
import { noFaults, type State } from './state.ts';
import { endpoint, endpoints as endpointsObject, pod, service, slice, world } from './world.spec.ts';

/** Laws of the decision, over random Services, endpoints, hints, policies and clients. */

const nodeNames = ['control-plane', 'worker', 'worker2', 'worker3'];
const pick = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

interface Spot {
  readonly host: number;
  readonly node: number;
  readonly condition: string;
  readonly listens: boolean;
  readonly zone: string | undefined;
}

const spot: fc.Arbitrary<Spot> = fc.record({
  host: fc.integer({ min: 2, max: 6 }),
  node: fc.integer({ min: 0, max: 3 }),
  condition: pick('ready', 'ready', 'ready', 'unready', 'terminating', 'terminating notserving', 'bare'),
  listens: fc.boolean(),
  zone: pick(undefined, undefined, 'zone:one', 'zone:two', 'hintnode:worker'),
});

const policy = pick(undefined, 'Cluster' as const, 'Local' as const);
const plan = fc.record({
  external: policy,
  internal: policy,
  externalIP: fc.boolean(),
  balancer: pick(undefined, 'VIP' as const, 'Proxy' as const),
  ranges: pick(undefined, ['203.0.113.0/24'], ['10.244.0.0/16', '172.18.0.0/16']),
  nodePort: fc.boolean(),
  spots: fc.uniqueArray(spot, { maxLength: 5, selector: ({ host, node }) => `${host}/${node}` }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const setting = fc.record({
  mode: pick<ProxyMode>('iptables', 'nftables', 'ipvs', 'userspace'),
  minor: pick(25, 30, 33, 35),
  detector: fc.boolean(),
  masqueradeAll: fc.boolean(),
  zones: fc.boolean(),
  plans: fc.array(plan, { minLength: 1, maxLength: 3 }),
});
type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

const clients = ['pod/1', 'pod/2', 'host', 'outside'] as const;
const ask = fc.record({
  client: pick(...clients),
  at: fc.integer({ min: 0, max: 3 }),
  service: fc.integer({ min: 0, max: 2 }),
  entry: pick('cluster', 'external', 'balancer', 'nodePort', 'pod', 'stray', 'name'),
  node: fc.integer({ min: 0, max: 3 }),
});
type Ask = typeof ask extends fc.Arbitrary<infer T> ? T : never;

const address = ({ node, host }: Spot, n: number): string => `10.244.${node}.${10 * (n + 1) + host}`;

function isReady(condition: string): boolean {
  return condition === 'ready' || condition === 'bare';
}

function objectsOf(plans: readonly Plan[]): Manifest[] {
  return plans.flatMap((one, n) => {
    const spec: ServiceSpec = {
      clusterIP: `10.96.0.${n + 20}`,
      type: one.balancer ? 'LoadBalancer' : one.nodePort ? 'NodePort' : 'ClusterIP',
      ports: [{ port: 80, targetPort: 8080, ...(one.nodePort && { nodePort: 30080 + n }) }],
      ...(one.external && { externalTrafficPolicy: one.external }),
      ...(one.internal && { internalTrafficPolicy: one.internal }),
      ...(one.externalIP && { externalIPs: [`192.0.2.${n + 1}`] }),
      ...(one.ranges && { loadBalancerSourceRanges: one.ranges }),
    };
    const status = one.balancer && {
      status: { loadBalancer: { ingress: [{ ip: `198.51.100.${n + 1}`, ipMode: one.balancer }] } },
    };
    const endpoints = one.spots.map((s) =>
      endpoint(address(s, n), nodeNames[s.node], `${s.condition} ${s.zone ?? ''}`.trim()),
    );
    return [
      service(`web-${n}`, spec, status ?? {}),
      slice(`web-${n}`, endpoints),
      endpointsObject(
        `web-${n}`,
        one.spots.filter(({ condition }) => isReady(condition)).map((s) => ({ ip: address(s, n) })),
      ),
      ...one.spots.map((s, i) =>
        pod(`web-${n}-${i}`, nodeNames[s.node] ?? '', address(s, n), { ports: [s.listens ? 8080 : 9090] }),
      ),
    ];
  });
}

const callers = nodeNames.map((name, n) => pod(`client-${n}`, name, `10.244.${n}.250`));
const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });

function stateOf(
  { mode, minor, detector, masqueradeAll, zones }: Setting,
  objects: readonly Manifest[],
): State {
  return world([...callers, ...objects], {
    mode,
    minor,
    proxy: { masqueradeAll, ...(!detector && { clusterCIDRs: [] }) },
    ...(zones && { nodeLabels: { worker: zone('one'), worker2: zone('one'), worker3: zone('two') } }),
  });
}

function flowOf({ client, at, service: n, entry, node }: Ask, { plans }: Setting): Flow {
  const name = nodeNames[at] ?? '';
  const spots = plans[n % plans.length]?.spots ?? [];
  const own = spots[at % Math.max(1, spots.length)];
  const k = n % plans.length;
  const from: Flow['from'] =
    client === 'host'
      ? { host: name }
      : client === 'outside'
        ? { outside: '203.0.113.9', via: name }
        : { pod: client === 'pod/2' && own ? `web-${k}-${spots.indexOf(own)}` : `client-${at}` };
  const to: Readonly<Record<Ask['entry'], string>> = {
    cluster: `10.96.0.${k + 20}:80`,
    external: `192.0.2.${k + 1}:80`,
    balancer: `198.51.100.${k + 1}:80`,
    nodePort: `172.18.0.${node + 2}:${30080 + k}`,
    pod: own ? `${address(own, k)}:8080` : `10.244.${node}.99:8080`,
    stray: `10.96.0.${k + 20}:81`,
    name: `web-${k}:80`,
  };
  return { from, to: to[entry] };
}

/** What of an answer decides, without the words. */
function essence({ result, backends, source, status }: Answer): object {
  return { result, backends, source, status };
}

/** A law holds for whatever somebody asks of a cluster. */
function check(law: (setting: Setting, asks: readonly Ask[]) => void): void {
  fc.assert(fc.property(setting, fc.array(ask, { minLength: 1, maxLength: 12 }), law), { numRuns: 150 });
}

describe('laws of the decision', () => {
  it('probabilities sum to 1, and every answer can be told in words', () => {
    check((s, asks) => {
      const state = stateOf(s, objectsOf(s.plans));
      for (const one of asks) {
        const answer = resolve(state, flowOf(one, s));
        const sum = answer.backends.reduce((total, { probability }) => total + probability, 0);
        if (answer.result === 'reached') assert.ok(Math.abs(sum - 1) < 1e-9);
        assert.equal(answer.result === 'reached', answer.source !== undefined);
        assert.ok(answer.trace.length > 0);
        for (const { decision } of answer.trace) assert.doesNotMatch(decision, /undefined|NaN|\[object/);
      }
    });
  });

  it('whoever is reached through a Service is an endpoint that may be used, and listens unless said otherwise', () => {
    check((s, asks) => {
      const state = stateOf(s, objectsOf(s.plans));
      for (const one of asks.filter(({ entry }) => entry !== 'pod')) {
        const plan = s.plans[one.service % s.plans.length];
        const answer = resolve(state, flowOf(one, s));
        for (const backend of answer.backends) {
          const own = plan?.spots.find((spot) => address(spot, one.service % s.plans.length) === backend.ip);
          assert.ok(own, `${backend.ip} is no endpoint`);
          const standIn = own.condition === 'terminating' && s.minor >= 26;
          assert.ok(['ready', 'bare'].includes(own.condition) || standIn, own.condition);
          const result = backend.result ?? answer.result;
          if (result === 'reached') assert.ok(own.listens);
        }
      }
    });
  });

  it('the order of manifests, slices and endpoints changes nothing', () => {
    check((s, asks) => {
      const objects = objectsOf(s.plans);
      const one = stateOf(s, objects);
      const other = stateOf(
        s,
        objectsOf(s.plans.map((p) => ({ ...p, spots: p.spots.toReversed() }))).reverse(),
      );
      // Pods are named by their place in the list.
      const anonymous = (answer: Answer): object => ({
        ...essence(answer),
        backends: answer.backends.map((backend) => ({ ...backend, pod: undefined })),
      });
      for (const a of asks.filter(({ client }) => client !== 'pod/2')) {
        const flow = flowOf({ ...a, entry: a.entry === 'pod' ? 'cluster' : a.entry }, s);
        assert.deepEqual(anonymous(resolve(one, flow)), anonymous(resolve(other, flow)));
      }
    });
  });

  it('splitting a slice in two changes nothing', () => {
    check((s, asks) => {
      const objects = objectsOf(s.plans);
      const split = objects.flatMap((manifest) => {
        const { object } = manifest;
        if (object.kind !== 'EndpointSlice') return [manifest];
        const { endpoints } = object as typeof object & { endpoints: readonly Endpoint[] };
        const of = object.metadata.name.replace(/-a$/, '');
        return [
          slice(of, endpoints.slice(1), undefined, 'a'),
          slice(of, endpoints.slice(0, 1), undefined, 'b'),
        ];
      });
      const [one, other] = [stateOf(s, objects), stateOf(s, split)];
      for (const a of asks)
        assert.deepEqual(essence(resolve(one, flowOf(a, s))), essence(resolve(other, flowOf(a, s))));
    });
  });

  it('a Service that has nothing to do with a flow does not change it', () => {
    check((s, asks) => {
      const objects = objectsOf(s.plans);
      const other = [
        service('other', {
          type: 'LoadBalancer',
          clusterIP: '10.96.7.7',
          ports: [{ port: 80, targetPort: 8080, nodePort: 31999 }],
          externalIPs: ['192.0.2.200'],
        }),
        slice('other', [endpoint('10.244.3.250', 'worker3')]),
      ];
      const [one, two] = [stateOf(s, objects), stateOf(s, [...other, ...objects])];
      for (const a of asks)
        assert.deepEqual(essence(resolve(one, flowOf(a, s))), essence(resolve(two, flowOf(a, s))));
    });
  });

  it('a Service refuses by itself only if nothing is usable anywhere', () => {
    check((s, asks) => {
      const state = stateOf(s, objectsOf(s.plans));
      for (const a of asks) {
        const answer = resolve(state, flowOf(a, s));
        if (answer.trace.at(-1)?.rule !== 'reject' || a.entry === 'stray') continue;
        const plan = s.plans[a.service % s.plans.length];
        assert.equal(answer.result, 'refused');
        // Under policy Local, a Service that nothing outside can reach has no other endpoints in mode ipvs.
        if (s.mode === 'ipvs' && plan?.internal === 'Local' && a.entry !== 'nodePort') continue;
        const usable = (plan?.spots ?? []).filter(
          ({ condition }) =>
            isReady(condition) || (condition === 'terminating' && s.minor >= 26 && s.mode !== 'userspace'),
        );
        assert.deepEqual(usable, []);
      }
    });
  });

  it('policy Local lets a client outside come to endpoints of the node only, with its own address', () => {
    check((s, asks) => {
      const state = stateOf(s, objectsOf(s.plans));
      for (const a of asks) {
        const plan = s.plans[a.service % s.plans.length];
        if (a.entry !== 'nodePort' || plan?.external !== 'Local' || !plan.nodePort) continue;
        if (s.mode === 'userspace') continue;
        const answer = resolve(state, flowOf({ ...a, client: 'outside' }, s));
        for (const { node } of answer.backends) assert.equal(node, nodeNames[a.node]);
        if (answer.source) assert.deepEqual(answer.source, { kept: true, address: '203.0.113.9' });
      }
    });
  });

  it('the modes differ only in what their traits say', () => {
    check((s, asks) => {
      const objects = objectsOf(s.plans);
      // 1.25 has no nftables.
      const minor = s.minor === 25 ? 30 : s.minor;
      const [ipt, nft] = (['iptables', 'nftables'] as const).map((mode) =>
        stateOf({ ...s, minor, mode }, objects),
      );
      assert.ok(ipt && nft);
      for (const a of asks) {
        const one: Answer = resolve(ipt, flowOf(a, s));
        const other: Answer = resolve(nft, flowOf(a, s));
        const gap = one.result === 'unhandled' && other.result === 'refused';
        const stray =
          a.entry === 'stray' || (a.client === 'host' && ['external', 'balancer'].includes(a.entry));
        const filtered = a.entry === 'balancer' && other.trace.at(-1)?.rule === 'source-ranges';
        const checkedFirst =
          minor < 33 && s.plans[a.service % s.plans.length]?.external === 'Local' && a.client === 'host';
        if (checkedFirst && other.result === 'timeout') continue;
        if ((gap && stray) || (filtered && ['refused', 'unhandled'].includes(one.result))) continue;
        assert.deepEqual(essence(one), essence(other));
      }
    });
  });

  it('a proxy that saw the present objects last behaves like one that runs', () => {
    check((s, asks) => {
      const state = stateOf(s, objectsOf(s.plans));
      const stale = {
        ...state,
        faults: { ...noFaults, staleProxies: new Map(nodeNames.map((n) => [n, state.objects])) },
      };
      for (const a of asks)
        assert.deepEqual(essence(resolve(state, flowOf(a, s))), essence(resolve(stale, flowOf(a, s))));
    });
  });

  it('what does not arrive has a likely cause, in words', () => {
    check((s, asks) => {
      const state = stateOf(s, objectsOf(s.plans));
      for (const a of asks) {
        const flow = flowOf(a, s);
        const answer = resolve(state, flow);
        const causes = likelyCauses(state, flow, answer);
        for (const { text, hint = '' } of causes) assert.doesNotMatch(text + hint, /undefined|NaN|\[object/);
        const arrives = answer.result === 'reached' && answer.backends.every(({ result }) => !result);
        if (arrives) assert.deepEqual(causes, []);
        else if (answer.result !== 'unhandled')
          assert.ok(causes.length > 0, JSON.stringify({ flow, answer }));
      }
    });
  });
});
