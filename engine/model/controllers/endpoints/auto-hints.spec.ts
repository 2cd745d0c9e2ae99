import assert from 'node:assert/strict';
import type { Endpoint, Node } from '../../../kube/index.ts';
import { withAutoHints } from './auto-hints.ts';
import { cpuShares } from './cpu-shares.ts';
import { allotByZone, isOverloaded, movesBetweenZones } from './zone-shares.ts';

const desiredByZone = (...asked: Parameters<typeof allotByZone>): ReadonlyMap<string, number> | undefined => {
  const allotments = allotByZone(...asked);
  return allotments && new Map([...allotments].map(([zone, { desired }]) => [zone, desired]));
};

describe('the fair number of endpoints of a zone', () => {
  const thirds = new Map([
    ['a', 1 / 3],
    ['b', 1 / 3],
    ['c', 1 / 3],
  ]);

  it('follows its share of CPUs', () => {
    assert.deepEqual(
      [
        ...desiredByZone(
          new Map([
            ['a', 0.5],
            ['b', 0.5],
          ]),
          4,
        )!,
      ],
      [
        ['a', 2],
        ['b', 2],
      ],
    );
    assert.deepEqual([...desiredByZone(thirds, 3)!.values()].map(Math.round), [1, 1, 1]);
  });

  it('is none where one zone is all there is, or there are more zones than endpoints', () => {
    assert.equal(desiredByZone(new Map([['a', 1]]), 5), undefined);
    assert.equal(desiredByZone(thirds, 2), undefined);
  });

  it('is none where a zone would be overloaded by more than a fifth', () => {
    assert.equal(desiredByZone(thirds, 4), undefined, 'each would need two');
    assert.ok(desiredByZone(thirds, 6));
    assert.equal(
      desiredByZone(
        new Map([
          ['a', 0.75],
          ['b', 0.25],
        ]),
        2,
      ),
      undefined,
    );
  });
});

describe('endpoints that change their zone', () => {
  const count = (
    desired: Record<string, number>,
    present: Record<string, number>,
  ): Record<string, number> => {
    const { list: moves } = movesBetweenZones(
      new Map(Object.entries(desired)),
      new Map(Object.entries(present)),
    );
    const change: Record<string, number> = {};
    for (const { from, to } of moves) {
      change[from] = (change[from] ?? 0) - 1;
      change[to] = (change[to] ?? 0) + 1;
    }
    return change;
  };

  // The cases of upstream's Test_getGivingAndReceivingZones.
  it('are none where zones have about what they should', () => {
    assert.deepEqual(count({ a: 1.2, b: 1.1, c: 1 }, { a: 1, b: 1, c: 1 }), {});
  });

  it('stay where they are rather than make it a little better', () => {
    assert.deepEqual(count({ a: 5.1, b: 5.1, c: 5.8 }, { a: 16 }), { a: -10, b: 5, c: 5 });
  });

  it('go where they are needed most', () => {
    assert.deepEqual(count({ a: 5, b: 5.6, c: 5.4 }, { a: 16 }), { a: -11, b: 6, c: 5 });
  });

  it('need one whole endpoint on one side and half of one on the other', () => {
    assert.deepEqual(count({ a: 1.5, b: 2 }, { a: 2, b: 1 }), { a: -1, b: 1 });
    assert.deepEqual(count({ a: 1, b: 1.5 }, { a: 2, b: 1 }), { a: -1, b: 1 });
    assert.deepEqual(count({ a: 1.5, b: 1.5 }, { a: 2, b: 1 }), {});
  });

  it('come from where most are to spare', () => {
    assert.deepEqual(count({ a: 5, b: 5.6, c: 5.4 }, { b: 8, c: 8 }), { a: 5, b: -2, c: -3 });
  });

  it('are none where all have too many or all too few', () => {
    assert.deepEqual(count({ a: 5, b: 5 }, { a: 6, b: 6 }), {});
    assert.deepEqual(count({ a: 5, b: 5 }, { a: 1, b: 2 }), {});
  });
});

describe('hints in proportion to CPUs', () => {
  const node = (
    name: string,
    zone: string | undefined,
    cpu?: string,
    labels = {},
  ): readonly [string, Node] => [
    name,
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { ...labels, ...(zone && { 'topology.kubernetes.io/zone': zone }) } },
      status: { conditions: [{ type: 'Ready', status: 'True' }], ...(cpu && { allocatable: { cpu } }) },
    },
  ];
  const endpoint = (zone: string | undefined, ready = true): Endpoint => ({
    addresses: ['10.0.0.1'],
    conditions: { ready },
    ...(zone && { zone }),
  });
  const hints = (
    zones: readonly Endpoint[],
    ...nodes: readonly (readonly [string, Node])[]
  ): readonly (string | undefined)[] =>
    withAutoHints([zones], { version: { major: 1, minor: 35 }, nodes: new Map(nodes) }).lists[0]!.map(
      ({ hints }) => hints?.forZones?.[0]?.name,
    );
  const two = [node('n1', 'a'), node('n2', 'b')];

  it("name each zone's own endpoints where they are spread as the CPUs are", () => {
    assert.deepEqual(hints([endpoint('a'), endpoint('b')], ...two), ['a', 'b']);
  });

  it('lend endpoints to a zone that has too few', () => {
    assert.deepEqual(hints([endpoint('a'), endpoint('a'), endpoint('a'), endpoint('b')], ...two), [
      'b',
      'a',
      'a',
      'b',
    ]);
  });

  it('count CPUs, not nodes, and leave the control plane out', () => {
    const uneven = [
      node('n1', 'a', '6'),
      node('n2', 'b', '2000m'),
      node('head', undefined, '8', { 'node-role.kubernetes.io/control-plane': '' }),
    ];
    assert.deepEqual(hints([endpoint('a'), endpoint('a'), endpoint('a'), endpoint('b')], ...uneven), [
      'a',
      'a',
      'a',
      'b',
    ]);
  });

  it('are none where a node has no zone or no CPU, or an endpoint has no zone', () => {
    const both = [endpoint('a'), endpoint('b')];
    assert.deepEqual(hints(both, ...two, node('n3', undefined)), [undefined, undefined]);
    assert.deepEqual(hints(both, ...two, node('n3', 'a', '0')), [undefined, undefined]);
    assert.deepEqual(hints([endpoint('a'), endpoint(undefined)], ...two), [undefined, undefined]);
  });

  it("are none on unready endpoints, which don't count", () => {
    assert.deepEqual(hints([endpoint('a'), endpoint('b'), endpoint('a', false)], ...two), [
      'a',
      'b',
      undefined,
    ]);
  });
});

describe('a zone is overloaded', () => {
  const thirds = new Map([
    ['a', 1 / 3],
    ['b', 1 / 3],
    ['c', 1 / 3],
  ]);
  const rows: readonly (readonly [string, Record<string, number>, ReadonlyMap<string, number>, boolean])[] = [
    ['never where nothing has a hint', {}, thirds, false],
    ['where nobody knows the shares any more', { a: 3 }, new Map(), true],
    ['where it has no endpoint', { a: 3, b: 3 }, thirds, true],
    ['not while each has its share', { a: 3, b: 3, c: 3 }, thirds, false],
    ['not by less than a fifth', { a: 5, b: 7, c: 6 }, thirds, false],
    ['by more than a fifth', { a: 4, b: 7, c: 7 }, thirds, true],
  ];
  for (const [words, counts, shares, expected] of rows) {
    it(words, () => assert.equal(isOverloaded(new Map(Object.entries(counts)), shares), expected));
  }
});

describe('the CPUs of zones', () => {
  type Row = readonly [zone: string | undefined, cpu: string | undefined, ready?: boolean, labels?: object];
  const shares = (...rows: readonly Row[]): unknown => {
    const nodes = rows.map(([zone, cpu, ready = true, labels = {}], i): Node => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: `n${i}`,
        labels: { ...labels, ...(zone && { 'topology.kubernetes.io/zone': zone }) },
      },
      status: {
        conditions: [
          { type: 'MemoryPressure', status: 'False' },
          { type: 'Ready', status: ready ? 'True' : 'False' },
        ],
        ...(cpu !== undefined && { allocatable: { cpu } }),
      },
    }));
    const found = cpuShares(nodes);
    return found && Object.fromEntries(found);
  };
  const head = { 'node-role.kubernetes.io/control-plane': '' };

  // The cases of upstream's TestSetNodes.
  it('say nothing of none, of one node and of one zone', () => {
    assert.deepEqual(
      [shares(), shares(['a', '1']), shares(['a', '1'], ['a', '1'])],
      [undefined, undefined, undefined],
    );
  });

  it('are those of ready nodes that are no control plane', () => {
    assert.deepEqual(shares(['a', '1000m'], ['b', '1']), { a: 0.5, b: 0.5 });
    assert.equal(shares(['a', '1', false], ['b', '1']), undefined);
    assert.equal(shares(['a', '1'], ['b', '1', true, head]), undefined);
    assert.deepEqual(shares(['a', '1'], ['b', '1'], ['b', '1', false]), { a: 0.5, b: 0.5 });
    assert.deepEqual(shares(['a', '1'], ['b', '1'], ['b', '1', true, head]), { a: 0.5, b: 0.5 });
  });

  it('add up, however they are written', () => {
    const three = shares(
      ['a', '1'],
      ['a', '1000m'],
      ['a', '1e0'],
      ['a', '2'],
      ['b', '3'],
      ['b', '1.5'],
      ['c', '500m'],
    );
    assert.deepEqual(three, { a: 0.5, b: 0.45, c: 0.05 });
  });

  it('are alike where no node says, and missing where one does not or has none', () => {
    assert.deepEqual(shares(['a', undefined], ['b', undefined], ['b', undefined]), { a: 1 / 3, b: 2 / 3 });
    assert.equal(shares(['a', '1'], ['b', undefined], ['b', '1']), undefined);
    assert.deepEqual(shares(['a', '1'], ['b', '1'], ['b', undefined, false]), { a: 0.5, b: 0.5 });
    assert.equal(shares(['a', '1'], ['b', 'many']), undefined);
    assert.equal(shares(['a', '1'], ['b', '0']), undefined);
  });
});

describe('endpoints that are lent', () => {
  it('leave open which they are, unless a zone lends all', () => {
    const drawn = (desired: Record<string, number>, present: Record<string, number>): string[] =>
      [...movesBetweenZones(new Map(Object.entries(desired)), new Map(Object.entries(present))).drawn].sort();
    assert.deepEqual(drawn({ a: 2, b: 2 }, { a: 2, b: 2 }), []);
    assert.deepEqual(drawn({ a: 2, b: 2 }, { a: 3, b: 1 }), ['a', 'b']);
    assert.deepEqual(drawn({ a: 0, b: 2 }, { a: 1, b: 1 }), ['b']);
    assert.deepEqual(drawn({ a: 1.4, b: 1.3, c: 1.3 }, { a: 4 }), ['a', 'b', 'c']);
    assert.deepEqual(
      drawn({ a: 0, b: 0, c: 1 }, { a: 1, b: 1 }),
      ['a', 'b', 'c'],
      'either may lend all it has',
    );
    assert.deepEqual(drawn({ a: 0, b: 1, c: 1 }, { a: 1 }), ['b', 'c'], 'either may get it');
  });
});
