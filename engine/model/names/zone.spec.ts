import assert from 'node:assert/strict';
import { service, world } from '../world.spec.ts';
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

  it('does not answer for names of others', () => {
    for (const name of ['example.com', 'xcluster.local', 'local']) assert.equal(zone.ask(name), undefined);
  });
});
