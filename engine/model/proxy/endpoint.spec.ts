import assert from 'node:assert/strict';
import type { EndpointSlice } from '../../kube/index.ts';
import { ObjectStore } from '../object-store.ts';
import { endpoint, manifest, slice } from '../world.spec.ts';
import { endpointsOf, slicesOf } from './endpoint.ts';

/** pkg/proxy/endpointslicecache_test.go */
describe('the endpoints of a slice', () => {
  const of = (one: ReturnType<typeof slice>, port: string) =>
    (endpointsOf(one).get(port) ?? []).map(({ key }) => key);

  it('are listed for each port that has a number', () => {
    const one = slice('web', [endpoint('10.0.0.1', 'worker')], [{ name: 'a', port: 80 }, { name: 'b' }]);
    assert.deepEqual(of(one, 'a/TCP'), ['10.0.0.1:80']);
    assert.ok(!endpointsOf(one).has('b/TCP'));
  });

  it('of IPv6 are written with brackets', () => {
    const one = slice('web', [endpoint('fd00::1', 'worker')], [{ port: 80 }], 'a', 'IPv6');
    assert.deepEqual(of(one, '/TCP'), ['[fd00::1]:80']);
  });

  it('are of the family of the slice', () => {
    const some = [endpoint('fd00::1', 'worker'), endpoint('10.0.0.1', 'worker')];
    assert.deepEqual(of(slice('web', some, [{ port: 80 }]), '/TCP'), ['10.0.0.1:80']);
  });

  it('are none for names', () => {
    const one = slice('web', [endpoint('10.0.0.1', 'worker')], [{ port: 80 }], 'a', 'FQDN');
    assert.equal(endpointsOf(one).size, 0);
  });

  it('are none where the list is null', () => {
    const { object } = slice('web', [], [{ port: 80 }]);
    assert.deepEqual(of(manifest<EndpointSlice>({ ...object, endpoints: null }), '/TCP'), []);
  });

  it('are worked out once', () => {
    const one = slice('web', [endpoint('10.0.0.1', 'worker')]);
    assert.equal(endpointsOf(one), endpointsOf(one));
  });
});

describe('the slices of a Service', () => {
  const labelled = (name: string, labels: Record<string, string>, addressType = 'IPv4') => {
    const { object } = slice('web', []);
    const metadata = { ...object.metadata, name, labels };
    return manifest({ ...object, metadata, addressType: addressType as 'IPv4' });
  };
  const label = 'kubernetes.io/service-name';
  const objects = ObjectStore.of([
    labelled('b', { [label]: 'web' }),
    labelled('a', { [label]: 'web' }),
    labelled('six', { [label]: 'web' }, 'IPv6'),
    labelled('names', { [label]: 'web' }, 'FQDN'),
    labelled('other', { [label]: 'api' }),
    labelled('empty', { [label]: '' }),
    labelled('none', {}),
  ]);
  const names = (service: string, family: 'IPv4' | 'IPv6' | 'FQDN') =>
    slicesOf(objects, service, family as 'IPv4').map(({ object }) => object.metadata.name);

  it('are those of its name and family, in the order of their names', () => {
    assert.deepEqual(names('default/web', 'IPv4'), ['a', 'b']);
    assert.deepEqual(names('default/web', 'IPv6'), ['six']);
    assert.deepEqual(names('default/api', 'IPv4'), ['other']);
    assert.deepEqual(names('shop/web', 'IPv4'), []);
  });

  it('are never those of names, nor those that name no Service', () => {
    assert.deepEqual(names('default/web', 'FQDN'), []);
    assert.deepEqual(names('default/', 'IPv4'), []);
    assert.deepEqual(names('default/undefined', 'IPv4'), []);
  });
});
