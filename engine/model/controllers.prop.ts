import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  inRange,
  manifestOf,
  refOf,
  type KubeObject,
  type Node,
  type Pod,
  type ReplicaSet,
  type Service,
} from '../kube/index.ts';
import { applyChange } from './apply-change.ts';
import { change, cluster, history, manifests, object, play, print, tryChange } from './history.spec.ts';
import { makeState } from './make-state.ts';
import { reconcile } from './reconcile.ts';

/** Laws that hold for whatever is declared and whatever happens to it. */

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
