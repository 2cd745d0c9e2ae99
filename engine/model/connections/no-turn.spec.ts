import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { branches } from '../connect.ts';
import { ask, endpoint, flow, pod, service, slice, told, world } from '../world.spec.ts';
import { Story } from './testing.spec.ts';

/** Persistence templates of ipvs come before the scheduler (Linux `ip_vs_sched_persist`). */

const places = { a: '10.244.1.5', b: '10.244.1.6', c: '10.244.1.7', d: '10.244.1.4' } as const;
const set = (of: string, text: string) =>
  slice(
    of,
    text.split('').map((name) => endpoint(places[name as keyof typeof places], 'worker')),
  );
const sticky: ServiceSpec = { sessionAffinity: 'ClientIP' };
const pods = [
  ...Object.entries(places).map(([name, ip]) => pod(name, 'worker', ip)),
  ...[91, 92, 93, 94].map((n) => pod(`client-${n}`, 'worker', `10.244.1.${n}`)),
  pod('client', 'worker', '10.244.1.99'),
  pod('neighbour', 'worker', '10.244.1.98'),
];
const ipvs = (ipvsScheduler: string) => ({ mode: 'ipvs' as const, proxy: { ipvsScheduler } });

describe('a client that an ipvs node remembers', () => {
  it('takes no turn, as likely as it is remembered', () => {
    const one = service('one', { clusterIP: '10.96.0.21', ...sticky });
    const two = service('two', { clusterIP: '10.96.0.22', ...sticky });
    const both = slice('both', [endpoint('10.96.0.21', undefined), endpoint('10.96.0.22', undefined)]);
    const objects = [...pods, one, two, set('one', 'abc'), set('two', 'abc')];
    const story = Story.of(world([...objects, service('both', { clusterIP: 'None' }), both], ipvs('wrr')));
    const to = '10.96.0.21:80';
    // Two connections make the order of the three known.
    const order = [1, 2].map(() => {
      const { backend, state } = branches(story.state, flow('neighbour', to)).branches[0]!;
      story.state = { ...state, now: state.now + 20_000 };
      return backend.pod?.slice(8);
    });
    const third = ['a', 'b', 'c'].find((name) => !order.includes(name));
    story.connects('client', 'both:80');
    assert.equal(story.remembers('client', to), 0.5);
    // A change has wrr begin at the head again; the client's record is of before.
    story.put(set('one', 'abcd'));
    story.put(set('one', 'abc'));
    const [head, second] = order;
    assert.deepEqual(sharesOf(story, 'client', to), { [head!]: 0.5, [third!]: 0.5 });
    story.connects('client', to);
    assert.deepEqual(sharesOf(story, 'neighbour', to), { [head!]: 0.5, [second!]: 0.5 });
  });

  it('keeps its record where the scheduler finds nobody for it', () => {
    const start = (spec: ServiceSpec) =>
      Story.of(world([...pods, service('web', spec), set('web', 'a')], ipvs('sh')));
    const to = '10.96.0.20:80';
    const hashed = ['client-91', 'client-92', 'client-93', 'client-94'].find((from) => {
      const story = start({});
      story.connects(from, to);
      story.put(set('web', 'ab'));
      return story.connects(from, to) === 'reached a';
    });
    assert.ok(hashed, 'one of them has the bucket of a');
    const story = start(sticky);
    story.connects(hashed, to);
    story.put(set('web', 'ab'));
    story.put(set('web', 'b'));
    assert.equal(story.connects(hashed, to), 'refused');
    story.put(set('web', 'ab'));
    assert.equal(story.remembers(hashed, to), 1);
    assert.equal(story.connects(hashed, to), 'reached a');
  });
});

describe('a scheduler that the model does not know', () => {
  it('matters only where there is a choice', () => {
    const state = (text: string) =>
      world([...pods, service('web', {}), set('web', text)], ipvs('unheard-of'));
    assert.equal(told(state('ab'), 'client', '10.96.0.20:80'), 'unknown');
    assert.equal(told(state('a'), 'client', '10.96.0.20:80'), 'reached a, kept 10.244.1.99');
  });
});

function sharesOf(story: Story, from: string, to: string): Record<string, number> {
  const { backends } = ask(story.state, from, to);
  return Object.fromEntries(backends.map(({ pod, probability }) => [pod?.slice(8), probability]));
}
