import assert from 'node:assert/strict';
import { manifestOf, parseVersion, type DaemonSet, type Pod } from '../../kube/index.ts';
import { surgeOf, surgeStep, type Surging } from './daemon-surge.ts';

function pod(name: string, ready: boolean) {
  return manifestOf<Pod>({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [] },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
}

/** A node with an old pod and maybe a new one, each ready or not. */
const at = (node: string, old: boolean, fresh?: boolean): Surging => ({
  node,
  old: pod(`${node}-old`, old),
  fresh: fresh === undefined ? undefined : pod(`${node}-new`, fresh),
});

function step(maxSurge: number, ...nodes: readonly Surging[]): readonly [string[], readonly string[]] {
  const { gone, startOn } = surgeStep(nodes, maxSurge);
  return [gone.map(({ object }) => object.metadata.name), startOn];
}

// The cases of upstream's TestDaemonSetUpdatesPodsWithMaxSurge and its neighbours.
describe('an update that starts new pods first', () => {
  it('starts as many as may surge', () => {
    assert.deepEqual(step(1, at('a', true), at('b', true)), [[], ['a']]);
    assert.deepEqual(step(2, at('a', true), at('b', true), at('c', true)), [[], ['a', 'b']]);
  });

  it('counts those that are not ready yet', () => {
    assert.deepEqual(step(1, at('a', true, false), at('b', true)), [[], []]);
    assert.deepEqual(step(2, at('a', true, false), at('b', true), at('c', true)), [[], ['b']]);
  });

  it('lets an old pod go once its successor is ready, and goes on', () => {
    assert.deepEqual(step(1, at('a', true, true), at('b', true)), [['a-old'], ['b']]);
    assert.deepEqual(step(1, at('a', false, false), at('b', true)), [[], []]);
  });

  it('follows at once whom nobody misses', () => {
    assert.deepEqual(step(1, at('a', false), at('b', true), at('c', false)), [[], ['a', 'c', 'b']]);
    assert.deepEqual(step(1, at('a', true, false), at('b', false)), [[], ['b']]);
  });

  it('may surge by a number, or a share rounded up, from 1.22 on', () => {
    const spec = (maxSurge: number | string | undefined, type = 'RollingUpdate') =>
      ({ updateStrategy: { type, rollingUpdate: { maxSurge } } }) as unknown as DaemonSet['spec'];
    const now = parseVersion('1.35')!;
    assert.equal(surgeOf(spec(2), 10, now), 2);
    assert.equal(surgeOf(spec('15%'), 10, now), 2);
    assert.equal(surgeOf(spec(undefined), 10, now), 0);
    assert.equal(surgeOf(spec(2, 'OnDelete'), 10, now), 0);
    assert.equal(surgeOf({} as DaemonSet['spec'], 10, now), 0);
    assert.equal(surgeOf(spec(2), 10, parseVersion('1.21')!), 0);
  });
});
