import assert from 'node:assert/strict';
import { shortHash, World } from './world.ts';

const nodes = new Map([
  ['worker', 'reachform-1-worker'],
  ['worker2', 'reachform-1-worker2'],
]);
const make = (prefix = 'reachform-abcde-0-shop'): World =>
  new World({ prefix, dnsDomain: 'cluster.local', nodes });

describe('World', () => {
  it('calls namespace default by the prefix alone, and others by their name behind it', () => {
    const world = make();
    assert.equal(world.realNamespace('default'), 'reachform-abcde-0-shop');
    assert.equal(world.join('other'), 'reachform-abcde-0-shop-other');
    assert.equal(world.scenarioNamespace('reachform-abcde-0-shop-other'), 'other');
  });

  it('leaves a namespace that the scenario does not know as it is', () => {
    const world = make();
    assert.equal(world.realNamespace('nobody'), 'nobody');
    assert.equal(world.scenarioNamespace('reachform-other-0-x'), undefined);
  });

  it('lets the namespaces that every cluster has mean themselves', () => {
    const world = make();
    assert.equal(world.join('kube-system'), 'kube-system');
    assert.equal(world.scenarioNamespace('kube-system'), 'kube-system');
  });

  it('keeps names within 63 characters and apart', () => {
    const world = make();
    const a = world.join(`${'long-'.repeat(10)}a`);
    const b = world.join(`${'long-'.repeat(10)}b`);
    assert.equal(a.length, 63);
    assert.match(a, /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
    assert.notEqual(a, b);
  });

  it('translates nodes both ways, unknown ones not at all', () => {
    const world = make();
    assert.equal(world.realNode('worker2'), 'reachform-1-worker2');
    assert.equal(world.scenarioNode('reachform-1-worker'), 'worker');
    assert.equal(world.realNode('worker9'), 'worker9');
    assert.equal(world.scenarioNode('somebody'), 'somebody');
  });

  it('lists its namespaces sorted', () => {
    const world = make();
    world.join('zoo');
    world.join('app');
    assert.deepEqual(world.namespaces(), ['app', 'default', 'zoo']);
  });
});

describe('shortHash', () => {
  it('gives eight letters and digits, the same for the same text', () => {
    assert.match(shortHash('a'), /^[a-z0-9]{8}$/);
    assert.equal(shortHash('a'), shortHash('a'));
    assert.notEqual(shortHash('a'), shortHash('b'));
    assert.match(shortHash(''), /^[a-z0-9]{8}$/);
  });
});
