import assert from 'node:assert/strict';
import type { Pod, ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, manifest, pod, service, slice, world } from '../world.spec.ts';

/** Pods that a Service selects and no slice lists (TestPodToEndpoint, TestFindPort upstream). */

const labels = { app: 'web' };
const http: ServiceSpec = { selector: labels, ports: [{ port: 80, targetPort: 'http' }] };

function notes(pods: readonly ReturnType<typeof pod>[], spec: ServiceSpec, listed: readonly string[] = []) {
  const refs = listed.map((name, i) => ({
    ...endpoint(`10.244.2.${i + 1}`, 'worker2'),
    targetRef: { kind: 'Pod', name },
  }));
  const state = world([...pods, service('web', spec), slice('web', refs)]);
  return ask(state, 'host worker', '10.96.0.20:80').trace.flatMap((step) => step.endpoints ?? []);
}
const why = (object: ReturnType<typeof pod>, spec = http) => notes([object], spec).map((note) => note.why);
const two = (first: object, second: object) =>
  pod('a', 'worker', '10.244.1.5', {
    labels,
    spec: {
      containers: [
        { name: 'one', ports: [first] as never },
        { name: 'two', ports: [{ containerPort: 1 }, second] as never },
      ],
    },
  });

describe('what is said of a pod that is no endpoint', () => {
  it('is where it runs, if it does', () => {
    const waits = manifest<Pod>({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'waits', namespace: 'default', labels },
      spec: { containers: [] },
    });
    const runs = pod('runs', 'worker', '10.244.1.5', { labels });
    const spec = { selector: labels };
    assert.deepEqual(
      notes([runs, waits], spec).map(({ pod, node, used, why }) => [pod, node, used, why]),
      [
        ['default/runs', 'worker', false, 'no slice lists it for this port'],
        ['default/waits', undefined, false, 'has no address: phase Pending'],
      ],
    );
    assert.ok(!('node' in (notes([waits], spec)[0] ?? {})));
  });

  it('is nothing of those that are listed, and of none where the Service has no selector', () => {
    const all = [pod('a', 'worker', '10.244.2.1', { labels }), pod('b', 'worker', '10.244.2.2', { labels })];
    const said = (spec: ServiceSpec) => notes(all, spec, ['a']).map((note) => `${note.pod} ${note.why}`);
    assert.deepEqual(said({ selector: labels }), [
      'default/a ready',
      'default/b no slice lists it for this port',
    ]);
    assert.deepEqual(said({ selector: {} }), ['default/a ready']);
    assert.deepEqual(said({}), ['default/a ready']);
  });

  it('is that its named port is missing, if no container has one of that name and protocol', () => {
    const named = { containerPort: 8080, name: 'http' };
    const missing = ['port name missing: no container has a TCP port named http'];
    const present = ['no slice lists it for this port'];
    assert.deepEqual(why(two({ containerPort: 2 }, named)), present);
    assert.deepEqual(why(two(named, { containerPort: 2 })), present);
    assert.deepEqual(why(two({ containerPort: 2 }, { ...named, protocol: 'UDP' })), missing);
    assert.deepEqual(why(two({ containerPort: 2 }, { containerPort: 3, name: 'https' })), missing);
  });

  it('is that it is on its way out', () => {
    const { object } = pod('a', 'worker', '10.244.1.5', { labels });
    const leaving = manifest({
      ...object,
      metadata: { ...object.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
    });
    assert.deepEqual(why(leaving, { selector: labels }), ['terminating: no slice lists it any more']);
  });
});
