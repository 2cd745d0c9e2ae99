import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Flow } from '../flow/index.ts';
import type { Pod, Service } from '../kube/index.ts';
import { remember } from './controllers/edit.ts';
import { change, cluster, manifests, names, namespaces, nodes, print, tryChange } from './history.spec.ts';
import { lookup } from './lookup.ts';
import { makeState } from './make-state.ts';
import { ObjectStore } from './object-store.ts';
import { reconcile } from './reconcile.ts';
import { resolveAll } from './resolve.ts';
import type { State } from './state.ts';

/** Whatever tables a state has inherited, it answers as one that starts with none. */

/** The same objects, without anything that was worked out from earlier ones. */
function anew(state: State): State {
  const copy = ObjectStore.of(state.objects.kinds().flatMap((kind) => state.objects.list(kind)));
  const staleProxies = new Map(
    [...state.faults.staleProxies].map(([node, objects]) => [
      node,
      objects === state.objects
        ? copy
        : ObjectStore.of(objects.kinds().flatMap((kind) => objects.list(kind))),
    ]),
  );
  return {
    ...state,
    cluster: { ...state.cluster },
    objects: copy,
    faults: { ...state.faults, staleProxies },
  };
}

/** Every Service by every address, pods, nodes and strays, from pods, hosts and outside. */
function flowsOf({ objects }: State): readonly Flow[] {
  const pods = objects.list<Pod>('Pod').map(({ object }) => object);
  const from: Flow['from'][] = [
    ...pods
      .filter((_, i) => i % 4 === 0)
      .map(({ metadata }) => ({ pod: `${metadata.namespace}/${metadata.name}` })),
    ...nodes.slice(1).map((host) => ({ host })),
    { outside: '203.0.113.9', via: 'worker' },
  ];
  const bracket = (ip: string): string => (ip.includes(':') ? `[${ip}]` : ip);
  const to = [
    ...objects
      .list<Service>('Service')
      .flatMap(({ object: { metadata, spec } }) => [
        ...(spec.clusterIPs ?? []).flatMap((ip) =>
          ip === 'None' ? [] : [`${bracket(ip)}:80`, `${bracket(ip)}:81`],
        ),
        ...(spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [`node/worker2:${nodePort}`] : [])),
        ...(spec.healthCheckNodePort ? [`node/worker:${spec.healthCheckNodePort}`] : []),
        `${metadata.name}.${metadata.namespace}:80`,
      ]),
    ...pods.slice(0, 5).map(({ status }) => `${bracket(status?.podIP ?? '10.244.0.99')}:8080`),
    'node/worker:9000',
    'node/worker:80',
  ];
  return from.flatMap((client) => to.map((text) => ({ from: client, to: text })));
}

function answers(state: State, flows: readonly Flow[]): unknown {
  const asked = namespaces.flatMap((space) => names.map((name) => `${name}.${space}.svc`));
  return JSON.parse(
    JSON.stringify([
      resolveAll(state, flows),
      asked.map((name) => lookup(state, { host: 'worker' }, name)),
      state.objects.kinds().map((kind) => state.objects.list(kind).map(({ object }) => object)),
    ]),
  );
}

describe('laws of change', () => {
  it('a state reached by changes answers as one made of the same objects', () => {
    fc.assert(
      fc.property(cluster, manifests, fc.array(change, { maxLength: 8 }), (where, declared, changes) => {
        let state = makeState(where, declared);
        // Asked in between, so that tables exist and are inherited.
        for (const one of changes) {
          resolveAll(state, flowsOf(state));
          state = tryChange(state, one);
        }
        const flows = flowsOf(state);
        assert.deepEqual(answers(state, flows), answers(anew(state), flows));
      }),
      { numRuns: 60 },
    );
  });

  it('controllers that look at what changed do what they do when they look at everything', () => {
    fc.assert(
      fc.property(cluster, manifests, fc.array(change, { maxLength: 8 }), (where, declared, changes) => {
        let [woken, all] = [makeState(where, declared), makeState(where, declared)];
        for (const one of changes) {
          woken = tryChange(woken, one);
          all = tryChange(remember(all, { settled: undefined }), one);
          assert.deepEqual(print(woken), print(all));
          assert.deepEqual(woken.faults.dnsDown, all.faults.dnsDown);
        }
        assert.equal(reconcile(remember(woken, { settled: undefined })).objects, woken.objects);
      }),
      { numRuns: 150 },
    );
  });
});
