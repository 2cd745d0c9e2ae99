import assert from 'node:assert/strict';
import type { Endpoint, Node } from '../../../kube/index.ts';
import { withAutoHints } from './auto-hints.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What becomes of the hints of slices that did not change while others did (`getAllocatedHintsByZone`). An
 * endpoint is written as its zone and its hint, `a>b`; `a` has none; `a!` is not ready.
 */
function slice(text: string): readonly Endpoint[] {
  return text.split(' ').map((word): Endpoint => {
    const [, zone, unready, hint] = /^(\w?)(!?)(?:>(\w+))?$/.exec(word)!;
    return {
      addresses: ['10.0.0.1'],
      conditions: { ready: !unready },
      ...(zone && { zone }),
      ...(hint && { hints: { forZones: hint.split('').map((name) => ({ name })) } }),
    };
  });
}

/** A release in which the gate can still be turned off. */
function where(gates = {}): Surroundings {
  const nodes = ['a', 'b'].map((zone): [string, Node] => [
    zone,
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: zone, labels: { 'topology.kubernetes.io/zone': zone } },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    },
  ]);
  return { version: { major: 1, minor: 32 }, nodes: new Map(nodes), featureGates: gates };
}

/** The hints of slices of two zones with as many CPUs; those of the slices `before` were there already. */
function hints(slices: readonly string[], before: readonly (string | undefined)[] = [], gates = {}): string {
  const known = before.map((text) => (text === undefined ? undefined : slice(text)));
  const lists = withAutoHints(
    slices.map((text) => slice(text)),
    where(gates),
    known,
  ).lists;
  return lists.map((list) => list.map(({ hints }) => hints?.forZones?.[0]?.name ?? '-').join('')).join(' ');
}

describe('the hints of a slice that did not change', () => {
  it('stay, and what other slices get makes up for them', () => {
    assert.equal(hints(['a a', 'b b']), 'aa bb');
    assert.equal(hints(['a a', 'b b'], ['a>b a>a', undefined]), 'ba ab');
  });

  it('stay up to the most that a zone may have, all slices together', () => {
    assert.equal(hints(['a a', 'a a'], [undefined, 'a>b a>b']), 'aa bb');
    assert.equal(hints(['a a', 'a a'], ['a>b a>b', 'a>b a>b']), 'bb aa');
    assert.equal(hints(['a a a', 'b'], ['a>a a>a a>a', undefined]), 'baa b', 'three of four are too many');
    assert.equal(hints(['a', 'a', 'b b'], ['a>b', 'a>b', undefined]), 'b b aa');
    assert.equal(
      hints(['a b b b', 'a a a'], ['a>b b>b b>b b>b', undefined]),
      'bbbb aaa',
      'four of seven are not',
    );
  });

  it('are all written again where a ready endpoint has none, or one for a zone that is gone', () => {
    assert.equal(hints(['a a', 'b b'], ['a>b a', undefined]), 'aa bb');
    assert.equal(hints(['a a', 'b b'], ['a>b a>c', undefined]), 'aa bb');
    assert.equal(hints(['a a', 'b b'], ['a>b a>ac', undefined]), 'aa bb');
    assert.equal(hints(['a a!', 'b'], ['a>a a!', 'b>b']), 'a- b');
    assert.equal(hints(['a a! a', 'b b'], ['a>b a! a>a', undefined]), 'b-a ab', 'unready ones need none');
  });
});

describe('endpoints that are not ready', () => {
  it('may lack a zone, and count for none', () => {
    assert.equal(hints(['a b !']), 'ab-');
    assert.equal(hints(['a b b! b!']), 'ab--');
    assert.equal(hints(['a b ']), '---', 'a ready one without a zone leaves all without hints');
  });
});

describe('the gate of hints in proportion to CPUs', () => {
  it('leaves all without hints where it is off', () => {
    assert.equal(hints(['a b'], [], { TopologyAwareHints: false }), '--');
  });
});
