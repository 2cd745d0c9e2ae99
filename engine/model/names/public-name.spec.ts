import assert from 'node:assert/strict';
import { ask, pod, service, told, world } from '../world.spec.ts';
import { isPublicName, neverResolves } from './public-name.ts';

describe('a name outside the cluster', () => {
  it('is one that only the world can answer', () => {
    assert.equal(isPublicName('db.example.com'), true);
    for (const name of ['com', 'web', 'web.shpo', 'web.shop.svc.cluster.local', 'db.nowhere.invalid']) {
      assert.equal(isPublicName(name), false, name);
    }
  });

  it('is known not to exist where it says so itself, or is an address', () => {
    for (const name of ['db.nowhere.invalid', 'INVALID', '192.0.2.42', '2001:db8::1']) {
      assert.equal(neverResolves(name), true, name);
    }
    for (const name of ['db.example.com', 'invalid.example.com', 'db']) {
      assert.equal(neverResolves(name), false, name);
    }
  });
});

describe('an ExternalName', () => {
  const aliasOf = (externalName: string): string =>
    told(
      world([
        pod('client', 'worker', '10.244.1.9'),
        service('web', { type: 'ExternalName', externalName, clusterIP: '', clusterIPs: [], ports: [] }),
      ]),
      'client',
      'web:80',
    );

  it('has no name where what it stands for can have none', () => {
    assert.equal(aliasOf('db.nowhere.invalid'), 'no-name');
    assert.equal(aliasOf('192.0.2.42'), 'no-name');
    assert.equal(aliasOf('db.example.com'), 'unhandled');
  });

  it('is told apart from no Service at all', () => {
    const { reason } = ask(world([pod('client', 'worker', '10.244.1.9')]), 'client', 'web:80');
    assert.equal(reason, 'the cluster has no such name');
  });
});
