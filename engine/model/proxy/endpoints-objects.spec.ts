import assert from 'node:assert/strict';
import type { Endpoints } from '../../kube/index.ts';
import { ObjectStore } from '../object-store.ts';
import { manifest, slice } from '../world.spec.ts';
import type { Behaviour } from './behaviour.ts';
import { endpointsOf } from './endpoint.ts';
import { slicesFor } from './endpoints-objects.ts';

const target = { kind: 'Pod', namespace: 'default', name: 'web-1' };
const written = manifest<Endpoints>({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name: 'web' },
  subsets: [
    {
      addresses: [
        { ip: '10.0.0.1', nodeName: 'worker', targetRef: target },
        { ip: '10.0.0.2' },
        { ip: 'fd00::1' },
      ],
      notReadyAddresses: [{ ip: '10.0.0.9' }],
      ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
    },
    { addresses: [{ ip: '10.0.0.3' }] },
  ],
});
const bare = manifest<Endpoints>({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'bare' } });
const objects = ObjectStore.of([written, bare, slice('web', [], [{ port: 1 }], 'slice')]);

const behaviour = (endpointsFrom: string, readsSlices: boolean): Behaviour =>
  ({ traits: { endpointsFrom }, gates: { readsSlices } }) as unknown as Behaviour;
const process = behaviour('Endpoints', true);
const before = behaviour('EndpointSlice', false);

describe('where proxies learn of endpoints', () => {
  it('is slices, unless the mode or the release reads Endpoints', () => {
    const names = (how: Behaviour) =>
      slicesFor(objects, how, 'default/web', 'IPv4').map(({ object }) => object.metadata.name);
    assert.deepEqual(names(behaviour('EndpointSlice', true)), ['web-slice']);
    assert.deepEqual(names(process), ['web-0', 'web-1']);
    assert.deepEqual(names(before), ['web-0', 'web-1']);
  });

  it('has the ready addresses of Endpoints, each in its family, with node and pod', () => {
    const [first] = slicesFor(objects, process, 'default/web', 'IPv4');
    assert.deepEqual(first?.object.endpoints, [
      { addresses: ['10.0.0.1'], nodeName: 'worker', targetRef: target },
      { addresses: ['10.0.0.2'] },
    ]);
    const [six] = slicesFor(objects, process, 'default/web', 'IPv6');
    assert.deepEqual(six?.object.endpoints, [{ addresses: ['fd00::1'] }]);
  });

  it('knows a port by its name alone where a process proxies, and exactly where rules do', () => {
    const keys = (how: Behaviour) => {
      const [first] = slicesFor(objects, how, 'default/web', 'IPv4');
      return [...endpointsOf(first!).keys()].sort();
    };
    assert.deepEqual(keys(process), ['http/SCTP', 'http/TCP', 'http/UDP']);
    assert.deepEqual(keys(before), ['http/TCP']);
  });

  it('has no port where the subset has none, and nothing where there are no subsets or no Endpoints', () => {
    for (const how of [process, before]) {
      assert.deepEqual(slicesFor(objects, how, 'default/web', 'IPv4')[1]?.object.ports, []);
      assert.deepEqual(slicesFor(objects, how, 'default/bare', 'IPv4'), []);
      assert.deepEqual(slicesFor(objects, how, 'default/nobody', 'IPv4'), []);
    }
  });

  it('gives the same slices again, so that nothing is made of them twice', () => {
    assert.equal(
      slicesFor(objects, process, 'default/web', 'IPv4')[0],
      slicesFor(objects, process, 'default/web', 'IPv4')[0],
    );
  });
});
