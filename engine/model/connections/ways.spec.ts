import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { branches } from '../connect.ts';
import { endpoint, flow, pod, service, slice, world, type WorldOptions } from '../world.spec.ts';
import { Story } from './testing.spec.ts';

/** A name with the addresses of two nodes: a client dials one of them, so each hears of it with a chance of a half. */

const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
const pods = [
  pod('b', 'worker2', '10.244.2.5'),
  pod('c', 'worker3', '10.244.3.5'),
  pod('client', 'worker', '10.244.1.9'),
];
const nodes = [
  service('nodes', { clusterIP: 'None', ports: [{ port: 30080 }] }),
  slice('nodes', [endpoint('172.18.0.4', 'worker2'), endpoint('172.18.0.5', 'worker3')], [{ port: 30080 }]),
];
const both = [endpoint('10.244.2.5', 'worker2'), endpoint('10.244.3.5', 'worker3')];
const either = 'nodes:30080';
const [two, three] = ['node/worker2:30080', 'node/worker3:30080'];

function start(spec: Partial<ServiceSpec>, options: WorldOptions = {}): Story {
  const web = service('web', { type: 'NodePort', ports, ...spec });
  return new Story(world([...pods, ...nodes, web, slice('web', both)], options));
}

describe('a connection to one of two nodes', () => {
  it('is remembered by each with a chance of a half, and by one for sure if it is known', () => {
    const story = start({ sessionAffinity: 'ClientIP', externalTrafficPolicy: 'Local' });
    const ways = branches(story.state, flow('client', either)).branches;
    assert.deepEqual(
      ways.map(({ backend, state }) => {
        const one = new Story(state);
        return [backend.pod, one.remembers('client', two), one.remembers('client', three)];
      }),
      [
        ['default/b', 1, 0],
        ['default/c', 0, 1],
      ],
    );
    story.connects('client', either);
    assert.equal(story.remembers('client', two), 0.5);
    assert.equal(story.remembers('client', three), 0.5);
  });

  it('takes a turn of the scheduler of each with a chance of a half', () => {
    const story = start({}, { mode: 'ipvs' });
    story.connects('client', either);
    assert.equal(story.wouldConnect('client', two), 'reached b c');
    const [first] = branches(story.state, flow('client', two)).branches;
    assert.equal(first?.backend.pod, 'default/b');
    story.state = first.state;
    assert.equal(story.wouldConnect('client', two), 'reached c');
    story.connects('client', either);
    assert.equal(story.wouldConnect('client', two), 'reached b c');
    // Once it is known that it was this node, it had the turn.
    const next = branches(first.state, flow('client', two)).branches[0]!.state;
    assert.equal(new Story(next).wouldConnect('client', two), 'reached b');
  });
});
