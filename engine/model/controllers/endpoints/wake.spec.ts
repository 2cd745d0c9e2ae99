import assert from 'node:assert/strict';
import {
  addresses,
  after,
  apply,
  deployment,
  endpointsOf,
  given,
  inZones,
  listening,
  pod,
  podNames,
  podRef,
  service,
  slicesOf,
} from '../../given.spec.ts';

describe('what wakes the controllers', () => {
  it('is a change of the Service or its pods: zones of nodes wait for that', () => {
    const label = {
      kind: 'label',
      object: { kind: 'Node', namespace: '', name: 'worker' },
      labels: { 'topology.kubernetes.io/zone': 'z9' },
    } as const;
    const pinned = pod(
      'a',
      '{nodeName: worker, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}',
    );
    const state = after(given(pinned + service('web')), label);
    assert.equal(slicesOf(state, 'web')[0]!.endpoints![0]!.zone, undefined);
    const woken = after(state, { kind: 'readiness', pod: podRef('a'), ready: false });
    assert.equal(slicesOf(woken, 'web')[0]!.endpoints![0]!.zone, 'z9');
  });

  it('is no change of zones either where hints follow trafficDistribution', () => {
    const near = service('web', 'trafficDistribution: PreferSameZone');
    const state = given(listening('a', 80) + near, inZones({ worker: 'z1', worker2: 'z1', worker3: 'z1' }));
    const [before] = slicesOf(state, 'web');
    const moved = after(
      state,
      ...['worker', 'worker2', 'worker3'].map(
        (name) =>
          ({
            kind: 'label',
            object: { kind: 'Node', namespace: '', name },
            labels: { 'topology.kubernetes.io/zone': 'z9' },
          }) as const,
      ),
    );
    assert.deepEqual(slicesOf(moved, 'web'), [before]);
  });

  it('is a slice that somebody deleted', () => {
    const state = given(listening('a', 80) + service('web'));
    const [slice] = slicesOf(state, 'web');
    const next = after(state, {
      kind: 'delete',
      object: { kind: 'EndpointSlice', namespace: 'default', name: slice!.metadata.name },
    });
    assert.deepEqual(slicesOf(next, 'web'), [slice]);
  });

  it('is not what happens to others', () => {
    const state = given(listening('a', 80) + service('web'));
    const next = after(state, apply(deployment('api', 2) + service('api')));
    assert.equal(slicesOf(next, 'web')[0], slicesOf(state, 'web')[0]);
  });
});

describe('a Service that loses its selector', () => {
  const without = service('web').replace('selector: {app: web}', '');

  it('keeps its last slices and Endpoints, which are mirrored beside them', () => {
    const frozen = after(given(listening('a', 80) + service('web')), apply(without));
    assert.equal(slicesOf(frozen, 'web').length, 2);
    const gone = after(frozen, { kind: 'delete-pod', pod: podRef('a') });
    assert.equal(addresses(slicesOf(gone, 'web')).length, 2);
    const back = after(gone, apply(service('web')));
    assert.equal(slicesOf(back, 'web').length, 1);
    assert.deepEqual(addresses(slicesOf(back, 'web')), []);
  });
});

describe('a Service that is deleted', () => {
  it('takes slices and Endpoints along, and hand-written Endpoints too', () => {
    const manual = `
---
apiVersion: v1
kind: Endpoints
metadata: {name: db}
subsets: [{addresses: [{ip: 192.0.2.42}], ports: [{port: 9376}]}]
`;
    const state = given(
      listening('a', 80) + service('web') + service('db').replace('selector: {app: db}', '') + manual,
    );
    const remove = (name: string): Parameters<typeof after>[1] => ({
      kind: 'delete',
      object: { kind: 'Service', namespace: 'default', name },
    });
    const next = after(state, remove('web'), remove('db'));
    assert.deepEqual([slicesOf(next, 'web'), slicesOf(next, 'db')], [[], []]);
    assert.deepEqual([endpointsOf(next, 'web'), endpointsOf(next, 'db')], [undefined, undefined]);
    assert.deepEqual(podNames(next), ['a'], 'not its pods');
  });
});
