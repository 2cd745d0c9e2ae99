import assert from 'node:assert/strict';
import { lookup } from '../lookup.ts';
import { endpoint, pod, service, slice, world } from '../world.spec.ts';
import { candidatesOf } from './look-up.ts';
import { familyRank } from './preference.ts';

const client = pod('client', 'worker', '10.244.1.9');
const from = { pod: 'client' };

describe('what a resolver asks for', () => {
  const asked = (name: string): readonly string[] => candidatesOf(name, 'shop', 'cluster.local');
  const searched = (name: string): readonly string[] =>
    ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'].map((suffix) => `${name}.${suffix}`);

  it('is the search list first for up to four dots, and last from five on (ndots:5)', () => {
    assert.deepEqual(asked('a.b.c.d.e'), [...searched('a.b.c.d.e'), 'a.b.c.d.e']);
    assert.deepEqual(asked('a.b.c.d.e.f'), ['a.b.c.d.e.f', ...searched('a.b.c.d.e.f')]);
  });

  it('is the name alone where it ends in a dot', () => assert.deepEqual(asked('web.'), ['web']));
});

describe('a name', () => {
  const alias = (n: number) =>
    service(`a${n}`, { type: 'ExternalName', externalName: `a${n + 1}.default.svc.cluster.local` });

  it('is followed through ten aliases, and not through eleven', () => {
    const chain = [
      ...Array.from({ length: 11 }, (_, n) => alias(n)),
      service('a11', { clusterIP: '10.96.0.77' }),
    ];
    const state = world([client, ...chain]);
    assert.equal(lookup(state, from, 'a1').kind, 'addresses');
    assert.equal(lookup(state, from, 'a0').kind, 'no-name');
  });

  it('has the addresses of the families that the cluster has', () => {
    const six = slice('web', [endpoint('fd00:10:244:1::5', 'worker')], undefined, 'b', 'IPv6');
    const both = [
      client,
      service('web', { clusterIP: 'None' }),
      slice('web', [endpoint('10.244.1.5', 'worker')]),
      six,
    ];
    const answer = lookup(world(both), from, 'web');
    assert.deepEqual(answer.kind === 'addresses' && answer.addresses, ['10.244.1.5']);
    const none = [client, service('web', { clusterIP: 'None' }), six];
    assert.equal(lookup(world(none), from, 'web').kind, 'no-name');
  });

  it('localhost is the loopback address of the first family', () => {
    const address = (families: readonly ('IPv4' | 'IPv6')[]): unknown => {
      const answer = lookup(world([], { families }), { host: 'worker' }, 'localhost');
      return answer.kind === 'addresses' && answer.addresses;
    };
    assert.deepEqual(address(['IPv4']), ['127.0.0.1']);
    assert.deepEqual(address(['IPv6']), ['::1']);
    assert.deepEqual(address(['IPv4', 'IPv6']), ['127.0.0.1']);
  });

  it('that nobody knows says whose resolver does not know it', () => {
    const state = world([client, service('web', {})]);
    const why = (who: Parameters<typeof lookup>[1], name: string): unknown => {
      const answer = lookup(state, who, name);
      return answer.kind === 'no-name' && answer.why;
    };
    const full = 'web.default.svc.cluster.local';
    assert.equal(why(from, 'nobody'), 'the cluster has no such name');
    assert.equal(why({ host: 'worker' }, full), "the node's resolver does not know the names of the cluster");
    assert.equal(
      why({ host: 'worker' }, 'nobody'),
      "the node's resolver does not know the names of the cluster",
    );
    assert.equal(
      why({ outside: '203.0.113.9' }, full),
      'a resolver outside does not know the names of the cluster',
    );
    assert.equal(why({ outside: '203.0.113.9' }, 'nobody'), 'a resolver outside has no such name');
  });
});

describe('the address that a client prefers', () => {
  it('is a global one of IPv6, then IPv4, then a unique local one (RFC 6724)', () => {
    const addresses = ['fd00::1', '10.0.0.1', '2001:db8::1', 'FC00::1'];
    assert.deepEqual(
      addresses.toSorted((a, b) => familyRank(a) - familyRank(b)),
      ['2001:db8::1', '10.0.0.1', 'fd00::1', 'FC00::1'],
    );
  });
});
