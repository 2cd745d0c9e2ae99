import assert from 'node:assert/strict';
import type { Problem } from '../errors/index.ts';
import { resolveAll } from './resolve.ts';
import { ask, endpoint, flow, pod, service, slice, told, world } from './world.spec.ts';

const web = [
  pod('web-1', 'worker', '10.244.1.5'),
  pod('web-2', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
];
const both = slice('web', [endpoint('10.244.1.5', 'worker'), endpoint('10.244.2.5', 'worker2')]);

describe('resolve', () => {
  it('reaches a cluster IP from a pod, whose address is kept', () => {
    const state = world([...web, both, service('web', {})]);
    assert.equal(told(state, 'client', '10.96.0.20:80'), 'reached web-1 web-2, kept 10.244.1.9');
    assert.equal(told(state, 'client', 'web:80'), 'reached web-1 web-2, kept 10.244.1.9');
    assert.equal(told(state, 'client', 'service/web:80'), 'reached web-1 web-2, kept 10.244.1.9');
    assert.equal(told(state, 'host worker', '10.96.0.20:80'), 'reached web-1 web-2, hidden worker');
    assert.equal(
      told(state, 'web-1', '10.96.0.20:80'),
      'reached web-1(hidden worker) web-2, kept 10.244.1.5',
    );
    assert.equal(told(state, 'client', '10.96.0.20:81'), 'unhandled');
    assert.equal(told(state, 'client', '10.244.2.5:8080'), 'reached web-2, kept 10.244.1.9');
    assert.equal(told(state, 'client', '10.244.2.5:8081'), 'refused');
  });

  it('says nothing of what there is nothing to say of', () => {
    const state = world([...web, both, service('web', {})]);
    const keys = (from: string, to: string): string[] => Object.keys(ask(state, from, to));
    assert.deepEqual(keys('client', '10.96.0.20:80'), ['result', 'backends', 'trace', 'source']);
    assert.deepEqual(keys('client', '10.244.2.5:8081'), ['result', 'backends', 'trace']);
  });

  it('answers what can be asked and says what is wrong with the rest', () => {
    const state = world(web);
    const [right, wrong] = resolveAll(state, [flow('client', '10.244.2.5:8080'), flow('nobody', 'web:80')]);
    assert.ok(right && 'result' in right && right.result === 'reached');
    assert.ok(Array.isArray(wrong));
    assert.deepEqual(
      wrong.map(({ what }: Problem) => what),
      ['no pod "nobody" in namespace "default"'],
    );
    assert.throws(() => resolveAll(state, [undefined as never]), TypeError, 'a mistake of ours is no answer');
  });
});
