import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { branches } from '../connect.ts';
import { endpoint, flow, pod, service, slice, world } from '../world.spec.ts';
import { Story } from './testing.spec.ts';

/**
 * Which endpoints are destinations of a virtual server decides when its scheduler starts anew: wrr does with every
 * change of them (pkg/proxy/ipvs syncEndpoint; Linux `ip_vs_wrr_dest_changed`).
 */

const pods = [
  pod('a', 'worker', '10.244.1.5'),
  pod('b', 'worker2', '10.244.2.5'),
  pod('c', 'worker2', '10.244.2.6'),
];
const places = {
  a: ['10.244.1.5', 'worker'],
  b: ['10.244.2.5', 'worker2'],
  c: ['10.244.2.6', 'worker2'],
} as const;
const set = (names: string) =>
  slice(
    'web',
    names.split('').map((name) => {
      const [ip, node] = places[name as keyof typeof places];
      return endpoint(ip, node);
    }),
  );

/** The second connection from a node to b and c, after the first has come to b and the endpoints have become others. */
function second(from: string, to: string, spec: ServiceSpec, endpoints: string): string {
  const web = service('web', {
    type: 'NodePort',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    ...spec,
  });
  const story = Story.of(world([...pods, web, set('bc')], { mode: 'ipvs', proxy: { ipvsScheduler: 'wrr' } }));
  const toB = branches(story.state, flow(from, to)).branches.find(
    ({ backend }) => backend.pod === 'default/b',
  );
  assert.ok(toB);
  story.state = toB.state;
  story.put(set(endpoints));
  return story.wouldConnect(from, to);
}

describe('the destinations of a virtual server', () => {
  const external: ServiceSpec = { externalTrafficPolicy: 'Local' };
  const internal: ServiceSpec = { internalTrafficPolicy: 'Local' };

  it('are all endpoints under policy Cluster: one more anywhere is a change', () => {
    assert.equal(second('host worker2', '172.18.0.4:30080', {}, 'abc'), 'reached a');
    assert.equal(second('host worker2', '10.96.0.20:80', external, 'abc'), 'reached a');
    assert.equal(second('host worker2', '172.18.0.4:30080', internal, 'abc'), 'reached a');
  });

  it('are those of the node under policy Local: one more elsewhere is none', () => {
    assert.equal(second('host worker2', '172.18.0.4:30080', external, 'abc'), 'reached c');
    assert.equal(second('host worker2', '10.96.0.20:80', internal, 'abc'), 'reached c');
  });

  it('are all where the node has none of its own', () => {
    assert.equal(second('host worker3', '172.18.0.5:30080', external, 'bc'), 'reached c');
    assert.equal(second('host worker3', '172.18.0.5:30080', external, 'abc'), 'reached a');
  });
});
