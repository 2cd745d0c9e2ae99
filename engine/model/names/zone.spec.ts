import assert from 'node:assert/strict';
import { endpoint, manifest, pod, service, slice, world } from '../world.spec.ts';
import { Zone } from './zone.ts';

/** kubernetes/dns specification 1.1.0: names between those of Services exist, and have no address. */
describe('the zone of a cluster', () => {
  const zone = new Zone(world([service('shop/web', {})]).objects, 'cluster.local');
  const cases = [
    ['cluster.local', 'no-data'],
    ['svc.cluster.local', 'no-data'],
    ['pod.cluster.local', 'no-data'],
    ['any.cluster.local', 'no-name'],
    ['shop.any.cluster.local', 'no-name'],
    ['web.shop.any.cluster.local', 'no-name'],
    ['shop.svc.cluster.local', 'no-data'],
    ['shop.pod.cluster.local', 'no-data'],
    ['nowhere.svc.cluster.local', 'no-name'],
    ['nowhere.pod.cluster.local', 'no-name'],
    ['web.shop.svc.cluster.local', 'addresses'],
    ['WEB.Shop.svc.Cluster.Local', 'addresses'],
    ['web.nowhere.svc.cluster.local', 'no-name'],
    ['a.b.c.web.shop.svc.cluster.local', 'no-name'],
    ['10-0-0-1.shop.pod.cluster.local', 'addresses'],
    ['10-0-0-1.nowhere.pod.cluster.local', 'no-name'],
    ['x.10-0-0-1.shop.pod.cluster.local', 'no-name'],
  ] as const;
  for (const [name, kind] of cases) {
    it(`${name}: ${kind}`, () => assert.equal(zone.ask(name)?.kind, kind));
  }

  it('has the namespaces that every cluster has, and those that are declared or inhabited', () => {
    const namespace = manifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'empty' } });
    const { objects } = world([namespace, pod('lived-in/a', 'worker', '10.244.1.5')]);
    for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'empty', 'lived-in'])
      assert.equal(new Zone(objects, 'cluster.local').ask(`${name}.svc.cluster.local`)?.kind, 'no-data');
    assert.equal(new Zone(objects, 'cluster.local').ask('shop.svc.cluster.local')?.kind, 'no-name');
  });

  it('knows pods by their IPv6 addresses too', () => {
    const record = zone.ask('fd00-10-244-1--5.shop.pod.cluster.local');
    assert.deepEqual(record?.kind === 'addresses' && record.addresses, ['fd00:10:244:1::5']);
  });

  it('does not answer for names of others', () => {
    for (const name of ['example.com', 'xcluster.local', 'local']) assert.equal(zone.ask(name), undefined);
  });
});

describe('the name of an ExternalName Service', () => {
  const kindOf = (externalName: string): string | undefined => {
    const alias = service('shop/away', { type: 'ExternalName', clusterIP: '', externalName });
    return new Zone(world([alias]).objects, 'cluster.local').ask('away.shop.svc.cluster.local')?.kind;
  };

  it('is an alias of another name, and of no address', () => {
    assert.equal(kindOf('db.example.com'), 'alias');
    assert.equal(kindOf('192.0.2.7'), 'no-name');
    assert.equal(kindOf(''), 'no-name');
  });
});

describe('the names of a headless Service', () => {
  const headless = service('shop/db', { clusterIP: 'None' });
  const http = [{ name: 'http', port: 80, protocol: 'TCP' as const }];
  const asked = (name: string, ...slices: readonly ReturnType<typeof slice>[]): unknown => {
    const record = new Zone(world([headless, ...slices]).objects, 'cluster.local').ask(
      `${name}.svc.cluster.local`,
    );
    return record?.kind === 'addresses' ? record.addresses.join(' ') : record?.kind;
  };

  it('do not exist while nobody is ready, nor those of its endpoints', () => {
    const unready = slice('shop/db', [{ ...endpoint('10.244.1.5', 'worker', 'unready'), hostname: 'a' }]);
    assert.equal(asked('db.shop', unready), 'no-name');
    assert.equal(asked('a.db.shop', unready), 'no-name');
    assert.equal(asked('10-244-1-5.db.shop', unready), 'no-name');
  });

  it('lead to addresses as text, sorted', () => {
    const list = ['10.244.2.5', '10.244.1.9', '10.244.1.10'].map((ip) => ({
      ...endpoint(ip, 'worker'),
      hostname: 'a',
    }));
    for (const name of ['db.shop', 'a.db.shop'])
      assert.equal(asked(name, slice('shop/db', list)), '10.244.1.10 10.244.1.9 10.244.2.5');
  });

  it('of an endpoint without a hostname are its address with dashes, and no dash at the end', () => {
    const six = slice('shop/db', [endpoint('fd00:10:244:1::', 'worker')], undefined, 'six', 'IPv6');
    assert.equal(asked('fd00-10-244-1--0.db.shop', six), 'fd00:10:244:1::');
    assert.equal(asked('fd00-10-244-1--.db.shop', six), 'no-name');
    assert.equal(
      asked('10-244-1-5.db.shop', slice('shop/db', [endpoint('10.244.1.5', 'worker')])),
      '10.244.1.5',
    );
  });

  it('lead to addresses of the family of their slice alone', () => {
    const wrong = { ...endpoint('10.244.1.5', 'worker'), addresses: ['fd00::5', 'nonsense', '10.244.1.5'] };
    assert.equal(asked('db.shop', slice('shop/db', [wrong])), '10.244.1.5');
  });

  it('of a port lead to the slices that have it', () => {
    const all = [
      slice('shop/db', [endpoint('10.244.1.5', 'worker')], http, 'a'),
      slice('shop/db', [endpoint('10.244.1.6', 'worker')], [{ name: 'pg', port: 5432 }], 'b'),
      slice('shop/db', [endpoint('10.244.1.7', 'worker')], null, 'c'),
    ];
    assert.equal(asked('_http._tcp.db.shop', ...all), '10.244.1.5');
    assert.equal(asked('_dns._tcp.db.shop', ...all), 'no-name');
  });

  it('are those of a Service with a cluster IP too, which has ports or none', () => {
    const { ports: _, ...spec } = service('shop/web', {}).object.spec;
    const bare = manifest({ ...service('shop/web', {}).object, spec });
    const { objects } = world([bare, service('shop/lost', { clusterIP: '' })]);
    const zone = new Zone(objects, 'cluster.local');
    assert.equal(zone.ask('_http._tcp.web.shop.svc.cluster.local')?.kind, 'no-name');
    assert.equal(zone.ask('web.shop.svc.cluster.local')?.kind, 'addresses');
    assert.equal(zone.ask('lost.shop.svc.cluster.local')?.kind, 'no-name');
  });
});
