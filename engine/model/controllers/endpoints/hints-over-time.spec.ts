import assert from 'node:assert/strict';
import { manifestOf } from '../../../kube/index.ts';
import { after, apply, given, inZones, pod, podRef, service, sick, slicesOf } from '../../given.spec.ts';
import { resolve } from '../../resolve.ts';
import type { State } from '../../state.ts';

describe('hints in proportion to CPUs, over time', () => {
  const annotation = 'annotations: {service.kubernetes.io/topology-mode: Auto}';
  const auto = service('web').replace('{name: web}', `{name: web, ${annotation}}`);
  const on = (name: string, node: string): string =>
    pod(
      name,
      `{nodeName: ${node}, containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}]}`,
    );
  const zones = { worker: 'z1', worker2: 'z2', worker3: 'z2' };
  const hintsOf = (state: State): string =>
    slicesOf(state, 'web')
      .flatMap(({ endpoints }) => endpoints ?? [])
      .map(({ targetRef, hints }) => `${targetRef?.name}:${hints?.forZones?.[0]?.name ?? '-'}`)
      .sort()
      .join(' ');
  const relabel = (node: string, zone: string) =>
    ({
      kind: 'label',
      object: { kind: 'Node', namespace: '', name: node },
      labels: { 'topology.kubernetes.io/zone': zone },
    }) as const;
  const unready = (name: string) => ({ kind: 'readiness', pod: podRef(name), ready: false }) as const;
  const spread = on('a', 'worker') + on('b', 'worker2') + on('c', 'worker3');

  it('stay while the nodes change and no zone goes short', () => {
    const pods = ['worker', 'worker', 'worker', 'worker2', 'worker2', 'worker2', 'worker2'];
    const state = given(pods.map((node, i) => on(`p${i}`, node)).join('') + auto, inZones(zones));
    const before = hintsOf(state);
    assert.equal(before, 'p0:z1 p1:z1 p2:z1 p3:z2 p4:z2 p5:z2 p6:z2');
    const quiet = after(state, { kind: 'stop-node', node: 'worker3' }, { kind: 'pass-time', seconds: 120 });
    assert.equal(hintsOf(quiet), before, 'half of the CPUs each now, and three of seven are enough');
  });

  it('go when a node of a new zone has too few endpoints', () => {
    const state = after(given(spread + auto, inZones(zones)), relabel('worker3', 'z3'));
    assert.notEqual(hintsOf(state), 'a:z1 b:z2 c:z2');
  });

  it('go when a pod turns unready and too few are left', () => {
    const state = after(given(spread + auto, inZones(zones)), unready('a'), unready('b'));
    assert.equal(hintsOf(state), 'a:- b:- c:-');
  });

  it('go when a zone that they were lent to is gone', () => {
    const pods = ['worker', 'worker', 'worker', 'worker2', 'worker2', 'worker2'];
    const three = inZones({ worker: 'z1', worker2: 'z2', worker3: 'z3' });
    const state = given(pods.map((node, i) => on(`p${i}`, node)).join('') + auto, three);
    assert.equal(hintsOf(state).match(/z3/g)?.length, 2);
    const lost = after(state, { kind: 'stop-node', node: 'worker3' }, { kind: 'pass-time', seconds: 120 });
    assert.equal(hintsOf(lost), 'p0:z1 p1:z1 p2:z1 p3:z2 p4:z2 p5:z2');
  });

  it('of a slice that did not change stay while another one changes', () => {
    const far = (name: string): string =>
      on(name, 'worker2').replace('containerPort: 80', 'containerPort: 81');
    const two = inZones({ worker: 'z1', worker2: 'z2', worker3: 'none' });
    const cluster = { ...two, nodes: two.nodes.slice(0, 3) };
    const state = given([1, 2, 3, 4].map((i) => on(`a${i}`, 'worker')).join('') + auto, cluster);
    assert.equal(hintsOf(state).match(/z2/g)?.length, 2);
    const more = after(state, apply(far('b1') + far('b2')));
    assert.deepEqual(hintsOf(more).split(' ').slice(0, 4), hintsOf(state).split(' '));
    assert.equal(hintsOf(more).match(/b\d:z1/g)?.length, 1, 'one of the others is lent back');
  });

  it('stay with the zone that was written while no zone goes short', () => {
    // worker3 is small: where it stands changes the shares of zones by little.
    const cluster = inZones({ worker: 'z1', worker2: 'z2', worker3: 'z2' });
    const nodes = cluster.nodes.map((node) => {
      const cpu = node.object.metadata.name === 'worker3' ? '100m' : '1';
      return manifestOf({ ...node.object, status: { ...node.object.status, allocatable: { cpu } } }, node);
    });
    const places = ['worker', 'worker', 'worker', 'worker', 'worker2', 'worker2', 'worker2', 'worker3'];
    const state = given(places.map((node, i) => on(`p${i}`, node)).join('') + auto, { ...cluster, nodes });
    const moved = after(state, relabel('worker3', 'z1'));
    assert.deepEqual(slicesOf(moved, 'web'), slicesOf(state, 'web'));
  });

  it('go where one zone is all that is left, whatever is not ready', () => {
    const sickly = pod('s', sick.replace('{containers', '{nodeName: worker, containers'));
    const state = given(spread + sickly + auto, inZones(zones));
    assert.equal(hintsOf(state), 'a:z1 b:z2 c:z2 s:-');
    const one = after(state, relabel('worker', 'z2'));
    assert.equal(hintsOf(one), 'a:- b:- c:- s:-');
  });

  it('are none where there are no endpoints, whatever the nodes do', () => {
    const state = after(given(auto, inZones(zones)), relabel('worker3', 'z3'));
    assert.equal(hintsOf(state), '');
    assert.equal(hintsOf(after(state, apply(on('a', 'worker')))), 'a:-', 'too few when the first one comes');
  });

  it('are unknown where the controller could have lent any', () => {
    const pods = ['worker', 'worker', 'worker', 'worker', 'worker2', 'worker3'];
    const two = given(pods.map((node, i) => on(`p${i}`, node)).join('') + auto, inZones(zones));
    assert.equal(hintsOf(two).match(/z1/g)?.length, 2);
    const answer = resolve(two, { from: { host: 'worker' }, to: 'service/web:80' });
    assert.equal(answer.result, 'unknown');
    assert.match(answer.reason ?? '', /^which endpoints serve zone z1 is left to chance/);
  });
});
