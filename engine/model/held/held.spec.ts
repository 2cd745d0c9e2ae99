import assert from 'node:assert/strict';
import { UserError } from '../../errors/index.ts';
import type { Protocol } from '../../kube/index.ts';
import { Story } from '../connections/testing.spec.ts';
import { endpoint, flow, pod, service, slice, world, type WorldOptions } from '../world.spec.ts';
import { askHeld } from './ask-held.ts';
import { hold } from './hold.ts';

const [a, b] = ['10.244.1.5', '10.244.2.5'] as const;
const ports = [{ containerPort: 8080 }, { containerPort: 8080, protocol: 'UDP' as const }];
const pods = {
  a: pod('a', 'worker', a, { ports }),
  b: pod('b', 'worker2', b, { ports }),
  client: pod('client', 'worker', '10.244.1.9'),
};
const web = '10.96.0.20:80';

/** `a b!unready` over one protocol. */
function endpoints(text: string, protocol: Protocol) {
  const all = text.split(' ').filter((word) => word !== '');
  return slice(
    'web',
    all.map((word) => {
      const [name, words] = word.replaceAll(',', ' ').split('!');
      return name === 'a' ? endpoint(a, 'worker', words) : endpoint(b, 'worker2', words);
    }),
    [{ name: 'p', port: 8080, protocol }],
  );
}

class HeldStory extends Story {
  readonly protocol: Protocol;

  constructor(set: string, protocol: Protocol = 'TCP', options: WorldOptions = {}) {
    const port = { name: 'p', port: 80, targetPort: 8080, protocol };
    super(
      world([...Object.values(pods), endpoints(set, protocol), service('web', { ports: [port] })], options),
    );
    this.protocol = protocol;
  }

  holds(to = web, from = 'client'): void {
    this.state = hold(this.state, 'it', flow(from, to, this.protocol)).state;
  }

  /** `reached a (was a)`, with chances where there are several. */
  asks(): string {
    const { turns, state } = askHeld(this.state, 'it');
    this.state = state;
    return turns
      .map(({ probability, first, outcome }) => {
        const share = probability > 1 - 1e-9 ? '' : `${Math.round(probability * 100)}% `;
        const name = (text: string | undefined) => text?.slice(8);
        const was = first ? ` (was ${name(first.pod)})` : '';
        return `${share}${outcome.kind}${outcome.kind === 'reached' ? ` ${name(outcome.backend.pod)}` : ''}${was}`;
      })
      .sort()
      .join(', ');
  }

  set(text: string): void {
    this.put(endpoints(text, this.protocol));
  }
}

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
  });

  it('works without a Service too', () => {
    const story = new HeldStory('a');
    story.holds(`${b}:8080`);
    assert.equal(story.asks(), 'reached b (was b)');
    story.remove(pods.b);
    assert.equal(story.asks(), 'over (was b)');
  });
});
