import assert from 'node:assert/strict';
import { given, inZones, listening, pod, service, sick, slicesOf } from '../../given.spec.ts';

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
