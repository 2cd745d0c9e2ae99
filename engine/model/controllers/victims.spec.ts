import assert from 'node:assert/strict';
import { manifestOf, type Manifest, type Pod } from '../../kube/index.ts';
import { victims } from './victims.ts';

interface Traits {
  readonly node?: string;
  readonly phase?: 'Pending' | 'Unknown' | 'Running';
  readonly ready?: boolean;
  readonly cost?: string;
}

function pod(name: string, { node, phase = 'Running', ready = true, cost }: Traits): Manifest<Pod> {
  return manifestOf<Pod>({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(cost && { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [{ name: 'a' }], ...(node && { nodeName: node }) },
    status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
}

const first = (a: Traits, b: Traits): string | undefined =>
  victims([pod('a', a), pod('b', b)], 1, ['a', 'b'])[0]?.object.metadata.name;

describe('the pod that a scale-down takes', () => {
  const on = { node: 'n1' };
  const cases: readonly [string, Traits, Traits][] = [
    ['that no node took', {}, on],
    ['that is pending', { ...on, phase: 'Pending' }, on],
    ['that nobody hears of', { ...on, phase: 'Unknown' }, on],
    ['that is pending rather than unheard of', { ...on, phase: 'Pending' }, { ...on, phase: 'Unknown' }],
    ['that is not ready', { ...on, ready: false }, on],
    ['that is cheap to delete', { ...on, cost: '-5' }, on],
    ['that costs less than another', { ...on, cost: '9' }, { ...on, cost: '10' }],
    ['that is unready though it is dear', { ...on, ready: false, cost: '100' }, on],
  ];
  for (const [words, loser, other] of cases) {
    it(`is the one ${words}`, () => {
      assert.equal(first(loser, other), 'a');
      assert.equal(first(other, loser), 'b', 'whatever their order');
    });
  }

  it('is one of the node that has most, then the newest', () => {
    const pods = [pod('a', { node: 'n1' }), pod('b', { node: 'n1' }), pod('c', { node: 'n2' })];
    const taken = (count: number): readonly string[] =>
      victims(pods, count, ['a', 'b', 'c']).map(({ object }) => object.metadata.name);
    assert.deepEqual(taken(1), ['b']);
    assert.deepEqual(taken(3), ['b', 'a', 'c']);
    assert.equal(first(on, on), 'b');
  });

  it('is pending where nobody said what it is', () => {
    const { status: _, ...silent } = pod('a', on).object;
    const pods = [manifestOf<Pod>(silent), pod('b', { ...on, phase: 'Pending', ready: false })];
    assert.equal(victims(pods, 1, ['a', 'b'])[0]!.object.metadata.name, 'b', 'the newest of equals');
  });

  it('is a pod that nobody has seen before any other of its kind', () => {
    assert.equal(victims([pod('a', on), pod('new', on)], 1, ['a'])[0]!.object.metadata.name, 'new');
  });
});
