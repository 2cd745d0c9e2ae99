import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import { endpoint, flow, pod, service, slice } from '../world.spec.ts';
import { askHeld } from './ask-held.ts';
import { hold } from './hold.ts';
import { keepHeld } from './keep-held.ts';
import { b, HeldStory, pods } from './testing.spec.ts';

for (const mode of ['iptables', 'nftables', 'ipvs'] as const) {
  describe(`a TCP connection that is held open, mode ${mode}`, () => {
    it('stays with its pod while endpoints change, get unready, end, or leave', () => {
      const story = new HeldStory('a b', 'TCP', { mode });
      story.holds();
      const stays = '50% reached a (was a), 50% reached b (was b)';
      for (const set of ['a b', 'a!unready b', 'b', '', 'a!terminating', 'a b']) {
        story.set(set);
        assert.equal(story.asks(), stays, set);
      }
      story.remove(service('web', {}));
      assert.equal(story.asks(), stays, 'without the Service');
    });

    it('is over with its pod, and with its client', () => {
      const story = new HeldStory('a', 'TCP', { mode });
      story.holds();
      story.set('b');
      story.remove(pods.a);
      assert.equal(story.asks(), 'over (was a)');
      story.put(pods.a);
      assert.equal(story.asks(), 'over (was a)', 'for good');
      const other = new HeldStory('a', 'TCP', { mode });
      other.holds();
      other.put(pod('client', 'worker', '10.244.1.77'));
      assert.equal(other.asks(), 'over (was a)', 'another pod has its name');
    });

    it('is silent while a node is cut off, and over once a machine was off', () => {
      const story = new HeldStory('b', 'TCP', { mode });
      story.holds();
      const { faults } = story.state;
      story.change({ faults: { ...faults, cutOffNodes: new Set(['worker2']) } });
      assert.equal(story.asks(), 'silent (was b)');
      story.change({ faults });
      assert.equal(story.asks(), 'reached b (was b)');
      story.change({ faults: { ...faults, stoppedNodes: new Set(['worker2']) } });
      story.change({ faults });
      assert.equal(story.asks(), 'over (was b)');
    });
  });

  describe(`datagrams of one socket, mode ${mode}`, () => {
    it('stay with their endpoint while it serves', () => {
      const story = new HeldStory('a', 'UDP', { mode });
      story.holds();
      story.set('a b');
      assert.equal(story.asks(), 'reached a (was a)');
      story.set('a!terminating b');
      assert.equal(story.asks(), 'reached a (was a)');
    });

    it('go on to another once it is gone, or serves no more, and stay there', () => {
      for (const set of ['b', 'a!unready b', 'a!terminating,notserving b']) {
        const story = new HeldStory('a', 'UDP', { mode });
        story.holds();
        story.set(set);
        assert.equal(story.asks(), 'reached b (was a)', set);
        story.set('a b');
        assert.equal(story.asks(), 'reached b (was a)', set);
      }
    });

    it('are refused at first, and arrive once there is an endpoint', () => {
      const story = new HeldStory('', 'UDP', { mode });
      story.holds();
      assert.equal(story.asks(), 'refused');
      story.set('a!unready');
      assert.equal(story.asks(), 'refused');
      story.set('a');
      assert.equal(story.asks(), 'reached a (was a)');
    });
  });
}

describe('datagrams of one socket whose last endpoint is gone', () => {
  it('are sent on to nobody from 1.33 on, until there is an endpoint', () => {
    const story = new HeldStory('a', 'UDP');
    story.holds();
    story.remove(pods.a);
    story.set('');
    assert.equal(story.asks(), 'silent (was a)');
    story.set('b');
    assert.equal(story.asks(), 'reached b (was a)');
  });

  it('are refused before', () => {
    const story = new HeldStory('a', 'UDP', { minor: 32 });
    story.holds();
    story.remove(pods.a);
    story.set('');
    assert.equal(story.asks(), 'refused (was a)');
  });
});

describe('holding a connection open', () => {
  it('needs one that is made', () => {
    const story = new HeldStory('');
    assert.throws(() => story.holds(), UserError);
    assert.throws(() => askHeld(story.state, 'it'), /no connection "it" is held open/);
    assert.throws(() => story.holds('[fd00::1]:80'), /a connection to "\[fd00::1\]:80" can't be held open/);
  });

  it('needs one that is made whichever way it goes', () => {
    const story = new HeldStory('a b');
    story.remove(pods.b);
    assert.throws(
      () => story.holds(),
      (error: UserError) => error.problems[0]?.found === 'timeout',
    );
  });

  it('is asked for by its name: an unknown one is answered with those that there are', () => {
    const expected = (story: HeldStory): string | undefined => {
      try {
        askHeld(story.state, 'other');
      } catch (error) {
        return (error as UserError).problems[0]?.expected;
      }
      return 'no error';
    };
    const story = new HeldStory('a');
    assert.equal(expected(story), 'a connection that a sentence before holds open');
    story.holds();
    assert.equal(expected(story), 'it');
  });

  it('is nothing for pings', () => {
    const story = new HeldStory('a');
    assert.throws(
      () => hold(story.state, 'it', { ...flow('client', b), protocol: 'ICMP' }),
      /it is no connection/,
    );
  });

  it('stays the same value where a change does not touch it', () => {
    const story = new HeldStory('a b');
    story.holds();
    const before = story.state.connections?.held ?? new Map<string, never>();
    story.set('a');
    assert.equal(keepHeld(before, story.state), before);
  });

  it('works without a Service too', () => {
    const story = new HeldStory('a');
    story.holds(`${b}:8080`);
    assert.equal(story.asks(), 'reached b (was b)');
    story.remove(pods.b);
    assert.equal(story.asks(), 'over (was b)');
  });

  it('works with an endpoint outside the cluster, which no change here ends', () => {
    const story = new HeldStory('a');
    story.put(slice('web', [endpoint('192.0.2.42', 'worker')], [{ name: 'p', port: 8080 }]));
    story.holds();
    story.set('a');
    assert.equal(story.asks(), 'reached 192.0.2.42');
  });
});
