import assert from 'node:assert/strict';
import { branches } from '../connect.ts';
import { resolve } from '../resolve.ts';
import { endpoint, endpoints, flow, pod, service, slice, world, type WorldOptions } from '../world.spec.ts';
import { Story } from './testing.spec.ts';

/** What is remembered when something changes, and what that has to do with it. */

const web = '10.96.0.20:80';
const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
const sticky = { sessionAffinity: 'ClientIP' } as const;
const pods = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('c', 'worker2', '10.244.2.6'),
  pod('client', 'worker', '10.244.1.9'),
];
const places: Readonly<Record<string, readonly [string, string]>> = {
  a: ['10.244.1.5', 'worker'],
  b: ['10.244.2.5', 'worker2'],
  c: ['10.244.2.6', 'worker2'],
};

/** What controllers write of `a b`: a slice, and the object that userspace reads. */
function listed(text: string) {
  const all = text.split(' ').flatMap((name) => (places[name] ? [places[name]] : []));
  return [
    slice(
      'web',
      all.map(([ip, node]) => endpoint(ip, node)),
    ),
    endpoints(
      'web',
      all.map(([ip]) => ({ ip })),
    ),
  ];
}

for (const mode of ['iptables', 'nftables'] as const) {
  describe(`a client that two endpoints have seen, mode ${mode}`, () => {
    /** By policy Local it may come to `a` only from one door, and to both from the other. */
    const seenByBoth = (): Story => {
      const spec = { type: 'NodePort', ports, externalTrafficPolicy: 'Local', ...sticky } as const;
      const story = new Story(world([...pods, ...listed('b'), service('web', spec)], { mode }));
      story.connects('outside 203.0.113.9 via worker', web);
      story.put(...listed('a b'));
      assert.equal(story.connects('outside', 'node/worker:30080'), 'reached a');
      return story;
    };

    it('comes to the other one when the first is gone: each has its own list', () => {
      const story = seenByBoth();
      story.put(...listed('b c'));
      assert.equal(story.remembers('outside 203.0.113.9 via worker', web), 1);
      assert.equal(story.connects('outside 203.0.113.9 via worker', web), 'reached b');
    });

    it('is forgotten by the one that left, and by that one alone', () => {
      const story = seenByBoth();
      story.put(...listed('b c'));
      story.put(...listed('a b c'));
      assert.equal(story.connects('outside 203.0.113.9 via worker', web), 'reached b');
    });
  });
}

describe('a record of ipvs', () => {
  const start = (set: string): Story =>
    new Story(world([...pods, ...listed(set), service('web', sticky)], { mode: 'ipvs' }));

  it('is no rule: it is there again when its endpoint is', () => {
    const story = start('a');
    story.connects('client', web);
    story.put(...listed('b'));
    story.put(...listed('a b'));
    assert.equal(story.remembers('client', web), 1);
    assert.equal(story.connects('client', web), 'reached a');
  });

  it('outlives a time without session affinity', () => {
    const story = start('a');
    story.connects('client', web);
    story.put(...listed('a b'), service('web', {}));
    assert.equal(story.remembers('client', web), undefined);
    story.put(service('web', sticky));
    assert.equal(story.remembers('client', web), 1);
  });
});

describe('whose turn it is', () => {
  const ways: readonly (readonly [string, WorldOptions])[] = [
    ['ipvs', { mode: 'ipvs' }],
    ['ipvs with wrr', { mode: 'ipvs', proxy: { ipvsScheduler: 'wrr' } }],
    ['userspace', { mode: 'userspace', minor: 25 }],
  ];
  for (const [mode, options] of ways) {
    it(`stays when something else changes, mode ${mode}`, () => {
      const start = world([...pods, ...listed('a b c'), service('web', {})], options);
      const [first] = branches(start, flow('client', web)).branches;
      const story = new Story(first!.state);
      assert.equal(story.wouldConnect('client', web), 'reached b c');
      story.put(service('other', { clusterIP: '10.96.0.21' }));
      assert.equal(story.wouldConnect('client', web), 'reached b c');
    });
  }

  it('is not known any more when so many orders may be that nobody keeps account', () => {
    const many = Array.from({ length: 60 }, (_, n) => `10.244.2.${n + 10}`);
    const all = (count: number) =>
      slice(
        'web',
        many.slice(0, count).map((ip) => endpoint(ip, 'worker2')),
      );
    const story = new Story(
      world([...many.map((ip, n) => pod(`p${n}`, 'worker2', ip)), pods[3]!, all(60), service('web', {})], {
        mode: 'ipvs',
      }),
    );
    story.connects('client', web);
    story.put(all(57));
    const { result, reason } = resolve(story.state, flow('client', web));
    assert.equal(result, 'unknown');
    assert.match(reason ?? '', /^so many orders of endpoints are possible/);
  });
});
