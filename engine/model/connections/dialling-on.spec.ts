import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { branches } from '../connect.ts';
import { ask, endpoints, flow, pod, say, service, world } from '../world.spec.ts';
import { Story } from './testing.spec.ts';

/** Proxy processes of userspace mode that dial on, and what they know afterwards (pkg/proxy/userspace tryConnect). */

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const addressOf = (name: string) => `10.244.1.${10 + names.indexOf(name as 'a')}`;
const podOf = (name: string) => pod(name, 'worker', addressOf(name));
const set = (text: string) =>
  endpoints(
    'web',
    text.split('').map((name) => ({ ip: addressOf(name) })),
  );
const sticky: ServiceSpec = { sessionAffinity: 'ClientIP' };
const web = '10.96.0.20:80';

function start(text: string, spec: ServiceSpec = {}): Story {
  const clients = [pod('client', 'worker', '10.244.1.9'), pod('neighbour', 'worker', '10.244.1.8')];
  const objects = [...clients, ...names.map(podOf), service('web', spec), set(text)];
  return Story.of(world(objects, { mode: 'userspace', minor: 25 }));
}

/** The connection came to this pod, and somebody saw it. */
function comesTo(story: Story, name: string): void {
  const found = branches(story.state, flow('client', web)).branches.find(
    ({ backend }) => backend.pod === `default/${name}`,
  );
  assert.ok(found);
  story.state = found.state;
}

/** Endpoints that are still listed, of pods that are gone. */
function die(story: Story, text: string): void {
  for (const name of text) story.remove(podOf(name));
}

/** Chances in twentieths, `a 8` or, where it is given up, `!b 1`. */
function chances(story: Story): string {
  const { backends } = ask(story.state, 'client', web);
  const total = backends.reduce((sum, { probability }) => sum + probability, 0);
  assert.ok(Math.abs(total - 1) < 1e-9);
  return backends
    .map(({ ip, probability, result }) => {
      const name = names[Number(ip.split('.')[3]) - 10];
      return `${result === undefined ? '' : '!'}${name} ${Math.round(probability * 2e6) / 1e5}`;
    })
    .join(' ');
}

describe('a proxy process that dials on', () => {
  it('draws three times more for a client whose endpoint is dead, from all of them', () => {
    const story = start('abcdef', sticky);
    comesTo(story, 'b');
    die(story, 'bcde');
    // Four of six are dead: three in a row with a chance of 4/6 * 3/5 * 2/4.
    assert.equal(chances(story), 'a 8 !b 1 !c 1 !d 1 !e 1 f 8');
  });

  it('does so only as far as the client is known to be there', () => {
    const story = start('af', sticky);
    story.connects('client', web);
    story.put(set('abcdef'));
    die(story, 'bcdef');
    // Half of the time at a; else f fails, and three more of the five dead among six with a chance of 1/2.
    assert.equal(chances(story), 'a 15 !b 1 !c 1 !d 1 !e 1 !f 1');
  });

  it('shares evenly what it can reach', () => {
    const story = start('abcde');
    die(story, 'de');
    const { backends } = ask(story.state, 'client', web);
    assert.deepEqual(
      backends.map(({ probability }) => probability),
      [1 / 3, 1 / 3, 1 / 3],
    );
    assert.equal(say(ask(story.state, 'client', web)), 'reached a b c, hidden worker');
  });

  it('does not know any more whose turn it is', () => {
    const story = start('abc');
    comesTo(story, 'a');
    assert.equal(story.wouldConnect('client', web), 'reached b c');
    die(story, 'c');
    story.connects('client', web);
    story.put(podOf('c'));
    assert.equal(story.wouldConnect('client', web), 'reached a b c');
  });

  it('knows nothing of turns where only clients came that it remembers', () => {
    const story = start('abc', sticky);
    die(story, 'c');
    comesTo(story, 'a');
    story.put(podOf('c'));
    comesTo(story, 'a');
    assert.equal(story.wouldConnect('neighbour', web), 'reached a b c');
  });
});

describe('a proxy process', () => {
  it('takes turns whatever scheduler is set for ipvs', () => {
    const state = start('ab').state;
    const { proxy } = state.cluster;
    const other = {
      ...state,
      cluster: { ...state.cluster, proxy: { ...proxy, ipvsScheduler: 'unheard-of' } },
    };
    const { result, scheduler } = ask({ ...other }, 'client', web);
    assert.deepEqual([result, scheduler], ['reached', { name: 'round robin', node: 'worker' }]);
  });
});
