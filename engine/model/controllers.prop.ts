import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { UserError } from '../errors/index.ts';
import type { Change } from '../flow/index.ts';
import {
  defaultCluster,
  inRange,
  manifestOf,
  refOf,
  type Cluster,
  type KubeObject,
  type Manifest,
  type Node,
  type Pod,
  type ReplicaSet,
  type Service,
} from '../kube/index.ts';
import { applyChange } from './apply-change.ts';
import { makeState } from './make-state.ts';
import { reconcile } from './reconcile.ts';
import type { State } from './state.ts';

/** Laws that hold for whatever is declared and whatever happens to it. */

const names = ['web', 'api', 'db', 'job'] as const;
const namespaces = ['default', 'shop'] as const;
const nodes = ['control-plane', 'worker', 'worker2', 'worker3'] as const;

const probe = fc.constantFrom(
  {},
  { readinessProbe: { exec: { command: ['false'] } } },
  { readinessProbe: { exec: { command: ['ls', '/var/ready'] } } },
);
const podSpec = fc
  .record({
    probe,
    port: fc.constantFrom(80, 8080),
    hostPort: fc.constantFrom(undefined, undefined, 9000),
    nodeSelector: fc.constantFrom(
      undefined,
      undefined,
      { 'kubernetes.io/hostname': 'worker' },
      { no: 'where' },
    ),
    hostNetwork: fc.constantFrom(undefined, undefined, undefined, true),
    tolerations: fc.constantFrom(undefined, [{ operator: 'Exists' as const }]),
  })
  .map(({ probe, port, hostPort, nodeSelector, hostNetwork, tolerations }) => ({
    ...(nodeSelector && { nodeSelector }),
    ...(hostNetwork && { hostNetwork }),
    ...(tolerations && { tolerations }),
    containers: [
      {
        name: 'a',
        image: 'x',
        ...probe,
        ports: [{ name: 'http', containerPort: port, ...(hostPort && { hostPort }) }],
      },
    ],
  }));

const workload = fc
  .record({
    kind: fc.constantFrom('Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'),
    name: fc.constantFrom(...names),
    namespace: fc.constantFrom(...namespaces),
    replicas: fc.nat(5),
    spec: podSpec,
  })
  .map(({ kind, name, namespace, replicas, spec }) => {
    const labels = { app: name, kind };
    return object({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    });
  });

const service = fc
  .record({
    name: fc.constantFrom(...names),
    namespace: fc.constantFrom(...namespaces),
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    app: fc.constantFrom(...names),
    headless: fc.boolean(),
    targetPort: fc.constantFrom('http', 80, 'nothing'),
    publishNotReadyAddresses: fc.boolean(),
  })
  .map(({ name, namespace, app, headless, targetPort, publishNotReadyAddresses, ...rest }) =>
    object({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        type: headless ? 'ClusterIP' : rest.type,
        ...(headless && { clusterIP: 'None' }),
        selector: { app },
        publishNotReadyAddresses,
        ports: [{ port: 80, targetPort }],
      },
    }),
  );

const pod = fc
  .record({ name: fc.constantFrom(...names), namespace: fc.constantFrom(...namespaces), spec: podSpec })
  .map(({ name, namespace, spec }) =>
    object({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: name } }, spec }),
  );

const manifests = fc.uniqueArray(fc.oneof(workload, service, pod), {
  maxLength: 12,
  selector: ({ object }) => JSON.stringify(refOf(object)),
});

const families = fc.constantFrom(['IPv4'] as const, ['IPv6'] as const, ['IPv4', 'IPv6'] as const);
const cluster = families.map((ipFamilies): Cluster => defaultCluster(3, { ipFamilies }));

const change: fc.Arbitrary<Change> = fc.oneof(
  manifests.map((some) => ({ kind: 'apply' as const, manifests: some })),
  fc.record({
    kind: fc.constant('scale' as const),
    object: fc.record({
      kind: fc.constantFrom('Deployment', 'StatefulSet'),
      namespace: fc.constantFrom(...namespaces),
      name: fc.constantFrom(...names),
    }),
    replicas: fc.nat(5),
  }),
  fc.record({ kind: fc.constant('delete-pod' as const), pod: aliasOf() }),
  fc.record({ kind: fc.constant('terminate-pod' as const), pod: aliasOf(), serving: fc.boolean() }),
  fc.record({ kind: fc.constant('readiness' as const), pod: aliasOf(), ready: fc.boolean() }),
  fc.record({
    kind: fc.constant('label' as const),
    object: aliasOf(),
    labels: fc.constantFrom({ app: 'other' }, { app: null }, { extra: 'x' }),
  }),
  fc.record({
    kind: fc.constantFrom(
      'stop-node' as const,
      'start-node' as const,
      'cut-off-node' as const,
      'reconnect-node' as const,
    ),
    node: fc.constantFrom(...nodes),
  }),
  fc.record({ kind: fc.constant('pass-time' as const), seconds: fc.constantFrom(10, 60, 400) }),
);

function aliasOf(): fc.Arbitrary<{ kind: 'Pod'; namespace: string; name: string }> {
  return fc.record({
    kind: fc.constant('Pod' as const),
    namespace: fc.constantFrom(...namespaces),
    name: fc.record({ name: fc.constantFrom(...names), n: fc.nat(4) }).map(({ name, n }) => `${name}-${n}`),
  });
}

function object(value: object): Manifest {
  return manifestOf(value as KubeObject);
}

/** The state after a change, the same one where the change is a mistake. */
function tryChange(state: State, one: Change): State {
  try {
    return applyChange(state, one);
  } catch (error) {
    if (error instanceof UserError) return state;
    throw error;
  }
}

const history = fc.tuple(cluster, manifests, fc.array(change, { maxLength: 8 }));

function play([where, declared, changes]: readonly [Cluster, readonly Manifest[], readonly Change[]]): State {
  return changes.reduce(tryChange, makeState(where, declared));
}

function print(state: State): Readonly<Record<string, readonly KubeObject[]>> {
  const kinds = state.objects.kinds().filter((kind) => state.objects.list(kind).length > 0);
  return Object.fromEntries(
    kinds.map((kind) => [kind, state.objects.list(kind).map(({ object }) => object)]),
  );
}

const active = ({ status, metadata }: Pod): boolean =>
  status?.phase !== 'Failed' && status?.phase !== 'Succeeded' && metadata.deletionTimestamp === undefined;

describe('laws of the controllers', () => {
  it('the order of manifests changes nothing', () => {
    fc.assert(
      fc.property(
        cluster,
        manifests.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        (where, [all, shuffled]) => {
          assert.deepEqual(print(makeState(where, shuffled)), print(makeState(where, all)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('controllers that work again find nothing to do', () => {
    fc.assert(
      fc.property(history, (played) => {
        const state = play(played);
        const again = reconcile(state);
        assert.equal(again.objects, state.objects);
        assert.deepEqual(again.faults, state.faults);
      }),
      { numRuns: 100 },
    );
  });

  it('no two living pods have one address, those of the node apart', () => {
    fc.assert(
      fc.property(history, (played) => {
        const pods = play(played)
          .objects.list<Pod>('Pod')
          .map(({ object }) => object);
        const ips = pods
          .filter(({ spec }) => !spec.hostNetwork)
          .flatMap(({ status }) => status?.podIPs ?? []);
        assert.equal(new Set(ips.map(({ ip }) => ip)).size, ips.length);
      }),
      { numRuns: 100 },
    );
  });

  it("every pod has an address of its node's ranges, in each family", () => {
    fc.assert(
      fc.property(history, (played) => {
        const state = play(played);
        for (const { object } of state.objects.list<Pod>('Pod')) {
          const ips = object.status?.podIPs ?? [];
          if (ips.length === 0) continue;
          const node = state.objects.get<Node>('Node', '', object.spec.nodeName!)!.object;
          assert.equal(ips.length, state.cluster.ipFamilies.length);
          const ranges = node.spec!.podCIDRs!;
          const own = node.status!.addresses!.map(({ address }) => address);
          for (const { ip } of ips) {
            assert.ok(
              object.spec.hostNetwork ? own.includes(ip) : ranges.some((range) => inRange(ip, range)),
              ip,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('every ReplicaSet has the pods that it asks for', () => {
    fc.assert(
      fc.property(history, (played) => {
        const state = play(played);
        if (state.faults.stoppedNodes.has('control-plane')) return;
        const pods = state.objects
          .list<Pod>('Pod')
          .map(({ object }) => object)
          .filter(active);
        for (const { object } of state.objects.list<ReplicaSet>('ReplicaSet')) {
          const mine = pods.filter(
            ({ metadata }) =>
              metadata.namespace === object.metadata.namespace &&
              metadata.ownerReferences?.some(
                ({ kind, name }) => kind === 'ReplicaSet' && name === object.metadata.name,
              ),
          );
          assert.equal(mine.length, object.spec.replicas);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('cluster IPs and node ports are distinct and in range', () => {
    fc.assert(
      fc.property(history, (played) => {
        const state = play(played);
        const specs = state.objects.list<Service>('Service').map(({ object }) => object.spec);
        const ips = specs.flatMap(({ clusterIPs = [] }) => clusterIPs.filter((ip) => ip !== 'None'));
        const ports = specs.flatMap(({ ports = [], healthCheckNodePort }) => [
          ...ports.flatMap(({ nodePort }) => nodePort ?? []),
          ...(healthCheckNodePort ? [healthCheckNodePort] : []),
        ]);
        assert.equal(new Set(ips).size, ips.length);
        assert.equal(new Set(ports).size, ports.length);
        assert.ok(ips.every((ip) => state.cluster.serviceSubnets.some((range) => inRange(ip, range))));
        assert.ok(ports.every((port) => port >= 30000 && port <= 32767));
      }),
      { numRuns: 60 },
    );
  });

  it('an unrelated Service changes nothing for others', () => {
    fc.assert(
      fc.property(cluster, manifests, (where, declared) => {
        const stranger = object({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'stranger', namespace: 'elsewhere' },
          spec: { selector: { app: 'stranger' }, ports: [{ port: 80 }] },
        });
        const before = makeState(where, declared);
        for (const state of [
          makeState(where, [...declared, stranger]),
          applyChange(before, { kind: 'apply', manifests: [stranger] }),
        ]) {
          for (const kind of ['Pod', 'EndpointSlice', 'Endpoints', 'Service']) {
            const rest = state.objects
              .list(kind)
              .filter(({ object }) => refOf(object).namespace !== 'elsewhere');
            assert.deepEqual(
              rest.map(({ object }) => object),
              before.objects.list(kind).map(({ object }) => object),
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('no change touches the state that it is made from', () => {
    fc.assert(
      fc.property(cluster, manifests, change, (where, declared, one) => {
        const state = makeState(where, declared);
        const before = JSON.stringify(print(state));
        tryChange(state, one);
        assert.equal(JSON.stringify(print(state)), before);
      }),
      { numRuns: 60 },
    );
  });

  it('a state that is read in again is the same state', () => {
    fc.assert(
      fc.property(cluster, manifests, (where, declared) => {
        const state = makeState(where, declared);
        const all = state.objects.kinds().flatMap((kind) => state.objects.list(kind));
        const copied = all.map(({ object }) => manifestOf(JSON.parse(JSON.stringify(object)) as KubeObject));
        assert.deepEqual(print(makeState(where, copied)), JSON.parse(JSON.stringify(print(state))));
      }),
      { numRuns: 60 },
    );
  });
});
