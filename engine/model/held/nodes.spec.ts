import assert from 'node:assert/strict';
import { HeldStory, pods, web } from './testing.spec.ts';

/** Who keeps a connection in mind: the client's node, and the node whose address was dialled (Linux conntrack). */

const off = (node: string) => ({ stoppedNodes: new Set([node]) });
const cut = (node: string) => ({ cutOffNodes: new Set([node]) });
const viaWorker2 = '172.18.0.4:30080';

describe('a connection that is held open and the nodes it goes over', () => {
  for (const [words, set, to, from, node, expected] of [
    ['is over once the node of its client was off', 'b', web, 'client', 'worker', 'over (was b)'],
    ['is over with it whatever was dialled', 'b', viaWorker2, 'client', 'worker', 'over (was b)'],
    ['is over once the node that was dialled was off', 'a', viaWorker2, 'client', 'worker2', 'over (was a)'],
    ['is over once the node was off that forwards it', 'a', viaWorker2, 'outside', 'worker2', 'over (was a)'],
    ['goes on without a node it does not pass', 'a', viaWorker2, 'client', 'worker3', 'reached a (was a)'],
    ['from outside needs the dialled node only', 'b', viaWorker2, 'outside', 'worker', 'reached b (was b)'],
    ['of a process is over with its node', 'b', web, 'host worker3', 'worker3', 'over (was b)'],
  ] as const) {
    it(words, () => {
      const story = new HeldStory(set);
      story.holds(to, from);
      story.fault(off(node));
      story.fault({});
      assert.equal(story.asks(), expected);
    });
  }

  it('goes on within a node that is cut off', () => {
    const story = new HeldStory('a');
    story.holds();
    story.fault(cut('worker'));
    assert.equal(story.asks(), 'reached a (was a)');
  });

  it('is silent while the node of its client is cut off from the other', () => {
    const story = new HeldStory('b');
    story.holds();
    story.fault(cut('worker'));
    assert.deepEqual(story.why(), ['node worker is cut off']);
  });

  it('ends for the first reason that there was', () => {
    const story = new HeldStory('a');
    story.holds();
    story.remove(pods.a);
    story.fault(off('worker'));
    assert.deepEqual(story.why(), ['pod default/a is gone']);
    const other = new HeldStory('a');
    other.holds();
    other.fault(off('worker'));
    assert.deepEqual(other.why(), ['node worker was off']);
  });
});
