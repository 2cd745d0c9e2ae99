import assert from 'node:assert/strict';
import type { Endpoint, Node } from '../../../kube/index.ts';
import { given, inZones, listening, pod, service, sick, slicesOf } from '../../given.spec.ts';
import { withAutoHints } from './auto-hints.ts';
import { desiredByZone, movesBetweenZones } from './zone-shares.ts';

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
    const moves = movesBetweenZones(new Map(Object.entries(desired)), new Map(Object.entries(present)));
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
    withAutoHints([zones], { version: { major: 1, minor: 35 }, nodes: new Map(nodes) })[0]!.map(
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

describe('hints of a Service', () => {
  const zones = { worker: 'z1', worker2: 'z1', worker3: 'z1' };
  const hintsOf = (distribution: string, minor: number): unknown => {
    const state = given(
      listening('a', 80) + service('web', `trafficDistribution: ${distribution}`),
      inZones(zones, minor),
    );
    return slicesOf(state, 'web')[0]!.endpoints![0]!.hints;
  };

  it("name the endpoint's own zone, and with PreferSameNode its node, from the release that does so", () => {
    assert.deepEqual(hintsOf('PreferClose', 35), { forZones: [{ name: 'z1' }] });
    assert.deepEqual(hintsOf('PreferClose', 31), { forZones: [{ name: 'z1' }] });
    assert.equal(hintsOf('PreferClose', 30), undefined);
    assert.deepEqual(hintsOf('PreferSameZone', 34), { forZones: [{ name: 'z1' }] });
    const node = hintsOf('PreferSameNode', 35) as { forNodes: readonly { name: string }[] };
    assert.equal(node.forNodes.length, 1);
    assert.match(node.forNodes[0]!.name, /^worker/);
    assert.equal(hintsOf('PreferSameNode', 33), undefined);
  });

  it('are only on ready endpoints, and zone hints only where zones are known', () => {
    const same = service('web', 'trafficDistribution: PreferSameZone');
    assert.equal(
      slicesOf(given(pod('a', sick) + same, inZones(zones)), 'web')[0]!.endpoints![0]!.hints,
      undefined,
    );
    assert.equal(slicesOf(given(listening('a', 80) + same), 'web')[0]!.endpoints![0]!.hints, undefined);
  });

  it('come from the annotation alone where it asks for them', () => {
    const annotated = (key: string, mode: string): string =>
      service('web', 'trafficDistribution: PreferSameZone').replace(
        '{name: web}',
        `{name: web, annotations: {${key}: ${mode}}}`,
      );
    const pinned = (name: string, node: string): string =>
      pod(
        name,
        `{nodeName: ${node}, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}`,
      );
    const three = inZones({ worker: 'z1', worker2: 'z2', worker3: 'z3' });
    const hintsWith = (yaml: string): unknown =>
      slicesOf(
        given(
          ['worker', 'worker2', 'worker3'].map((node, i) => pinned(`p${i}`, node)).join('') + yaml,
          three,
        ),
        'web',
      )[0]!
        .endpoints!.map(({ hints }) => hints?.forZones?.[0]?.name ?? '')
        .toSorted();
    assert.deepEqual(hintsWith(annotated('service.kubernetes.io/topology-mode', 'Auto')), ['z1', 'z2', 'z3']);
    const unfair = slicesOf(
      given(pinned('p', 'worker') + annotated('service.kubernetes.io/topology-mode', 'auto'), three),
      'web',
    );
    assert.equal(unfair[0]!.endpoints![0]!.hints, undefined, 'too few endpoints: none at all');
    const disabled = slicesOf(
      given(pinned('p', 'worker') + annotated('service.kubernetes.io/topology-mode', 'Disabled'), three),
      'web',
    );
    assert.deepEqual(disabled[0]!.endpoints![0]!.hints, { forZones: [{ name: 'z1' }] });
  });
});
