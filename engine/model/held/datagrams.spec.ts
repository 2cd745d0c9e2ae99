import assert from 'node:assert/strict';
import type { Protocol } from '../../kube/index.ts';
import { pod, service, type WorldOptions } from '../world.spec.ts';
import { HeldStory, pods, web } from './testing.spec.ts';

/** Datagrams of one socket: where the kernel keeps in mind that they go (pkg/proxy/conntrack CleanStaleEntries). */

const UDP: Protocol = 'UDP';
const deaf = pod('b', 'worker2', '10.244.2.5', { ports: [9999] });

function sending(set: string, options: WorldOptions = {}, to = web): HeldStory {
  const story = new HeldStory(set, UDP, options);
  story.holds(to);
  return story;
}

describe('datagrams of one socket', () => {
  it('move on from the endpoint that is gone, and stay with the one that is left', () => {
    const story = sending('a b');
    story.set('b');
    assert.equal(story.asks(), '50% reached b (was a), 50% reached b (was b)');
  });

  it('stay with an endpoint that refuses them, or is dead', () => {
    const refused = sending('a b');
    refused.put(deaf);
    refused.holds();
    assert.equal(refused.asks(), '50% reached a (was a), 50% refused');
    assert.equal(refused.asks(), '50% reached a (was a), 50% refused', 'again');
    const dead = sending('a b');
    dead.remove(pods.b);
    dead.holds();
    assert.equal(dead.asks(), '50% reached a (was a), 50% silent');
    dead.set('a');
    assert.equal(dead.asks(), 'reached a (was a)', 'it is told that the other is gone');
  });

  it('are not held up by what came of the first: one that was dropped, or led nowhere', () => {
    const local = new HeldStory('b', UDP, { spec: { internalTrafficPolicy: 'Local' } });
    local.holds();
    assert.equal(local.asks(), 'silent');
    assert.equal(local.asks(), 'silent', 'again');
    assert.deepEqual(local.why(), ['timeout']);
    local.set('a b');
    assert.equal(local.asks(), 'reached a (was a)');
    const early = new HeldStory('a', UDP, { spec: { clusterIP: '10.96.0.21' } });
    early.holds();
    assert.deepEqual(early.why(), ['unhandled']);
    early.put(service('web', { ports: [{ name: 'p', port: 80, targetPort: 8080, protocol: UDP }] }));
    assert.equal(early.asks(), 'reached a (was a)');
  });

  it('of which nobody can say where they go are neither silent nor over', () => {
    const story = new HeldStory('a b', UDP, { mode: 'ipvs', proxy: { ipvsScheduler: 'unheard-of' } });
    story.holds();
    assert.equal(story.asks(), 'unknown');
  });

  it('end with their client, for good', () => {
    const story = sending('a');
    story.remove(pods.client);
    assert.equal(story.asks(), 'over (was a)');
    assert.equal(story.asks(), 'over (was a)', 'again');
  });

  for (const mode of ['iptables', 'ipvs'] as const) {
    it(`to an address of no Service stay there, mode ${mode}`, () => {
      const story = new HeldStory('a b', UDP, { mode, minor: 32, spec: { clusterIP: 'None' } });
      story.holds('web:8080');
      assert.equal(story.asks(), '50% reached a (was a), 50% reached b (was b)');
      story.set('b');
      story.remove(pods.a);
      assert.equal(story.asks(), '50% reached b (was b), 50% silent (was a)');
    });
  }

  it('of a Service that is gone: left where they were since 1.33, forgotten before', () => {
    for (const [minor, expected] of [
      [35, 'reached a (was a)'],
      [32, 'silent (was a)'],
    ] as const) {
      const story = sending('a', { minor });
      story.remove(service('web', {}));
      assert.equal(story.asks(), expected, `1.${minor}`);
    }
  });
});

describe('session affinity and what is held open', () => {
  const spec = { sessionAffinity: 'ClientIP' as const };

  it('is made young by new connections only, not by what goes over an open one', () => {
    const story = new HeldStory('a', 'TCP', { spec });
    story.holds();
    story.pass(10_000);
    assert.equal(story.asks(), 'reached a (was a)');
    story.pass(1_000);
    assert.equal(story.remembers('client', web), 0);
  });

  it('remembers a client whose datagram is decided anew', () => {
    const story = new HeldStory('', UDP, { spec });
    story.holds();
    story.set('a');
    assert.equal(story.remembers('client', web, UDP), 0);
    story.asks();
    assert.equal(story.remembers('client', web, UDP), 1);
  });
});
