import assert from 'node:assert/strict';
import type { EndpointSlice, ServiceSpec } from '../../kube/index.ts';
import { ask, endpoint, manifest, pod, service, slice, world, type From } from '../world.spec.ts';

/** Where it is written why an endpoint is used or not. */

const controller = { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' };
const mirroring = { 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io' };
const pods = [pod('a', 'worker', '10.244.1.5'), pod('b', 'worker2', '10.244.2.5')];
const named = (ip: string, node: string | undefined, name?: string, words?: string) => ({
  ...endpoint(ip, node, words),
  ...(name !== undefined && { targetRef: { kind: 'Pod', name } }),
});
const [a, b] = [named('10.244.1.5', 'worker', 'a'), named('10.244.2.5', 'worker2', 'b')];

interface Given {
  readonly list: EndpointSlice['endpoints'] & object;
  readonly metadata?: object;
  readonly labels?: Record<string, string>;
  readonly spec?: ServiceSpec;
  readonly from?: From;
  readonly to?: string;
}

/** `a used pod`, in short for the name of the pod's manifest; else the path in a slice or Service. */
function places({
  list,
  metadata = {},
  labels = {},
  spec = {},
  from = 'host worker',
  to = '10.96.0.20:80',
}: Given) {
  const made = slice('web', list).object;
  const all = { ...made.metadata, ...metadata, labels: { ...made.metadata.labels, ...labels } };
  const web = service('web', {
    type: 'NodePort',
    ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
    ...spec,
  });
  const { trace } = ask(world([...pods, web, manifest({ ...made, metadata: all })]), from, to);
  return trace
    .flatMap((step) => step.endpoints ?? [])
    .map(({ address, node, used, from: place }) => {
      const where = place?.file.replace('test.yaml#', '');
      return `${address} ${node ?? '-'} ${used ? 'used' : 'left out'}: ${where}`;
    });
}
const [usedA, usedB] = ['10.244.1.5:8080 worker used', '10.244.2.5:8080 worker2 used'];

describe('the place of an endpoint', () => {
  it('is in the slice that somebody wrote or a cluster has, or that mirrors Endpoints', () => {
    const inSlice = [`${usedA}: endpoints.0`, `${usedB}: endpoints.1`];
    assert.deepEqual(places({ list: [a, b] }), inSlice);
    assert.deepEqual(places({ list: [a, b], labels: mirroring }), inSlice);
    assert.deepEqual(places({ list: [a, b], labels: controller, metadata: { uid: '1' } }), inSlice);
  });

  it('is its pod where a controller made the slice of that, and the pod is known', () => {
    assert.deepEqual(places({ list: [a, b], labels: controller }), [
      `${usedA}: metadata.name`,
      `${usedB}: metadata.name`,
    ]);
    const strangers = [named('10.244.1.5', undefined), named('10.244.2.5', 'worker2', 'gone')];
    assert.deepEqual(places({ list: strangers, labels: controller }), [
      '10.244.1.5:8080 - used: endpoints.0',
      `${usedB}: endpoints.1`,
    ]);
  });
});

describe('the place of what leaves an endpoint out', () => {
  const [outB, outC] = ['10.244.2.5:8080 worker2 left out', '10.244.1.6:8080 worker left out'];
  const list = [a, b, named('10.244.1.6', 'worker', undefined, 'unready')];

  it('is the policy that keeps traffic on a node, for endpoints elsewhere', () => {
    assert.deepEqual(places({ list, spec: { internalTrafficPolicy: 'Local' } }), [
      `${usedA}: endpoints.0`,
      `${outC}: endpoints.2`,
      `${outB}: spec.internalTrafficPolicy`,
    ]);
    const spec: ServiceSpec = { externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' };
    assert.deepEqual(places({ list, spec, from: 'outside', to: '172.18.0.3:30080' }), [
      `${usedA}: endpoints.0`,
      `${outC}: endpoints.2`,
      `${outB}: spec.externalTrafficPolicy`,
    ]);
  });

  it('is the endpoint itself where no policy does', () => {
    assert.deepEqual(places({ list: [a, named('10.244.2.5', 'worker2', 'b', 'unready')] }), [
      `${usedA}: endpoints.0`,
      `${outB}: endpoints.1`,
    ]);
  });

  it('is said of an endpoint on no node too', () => {
    const state = world([
      ...pods,
      service('web', { internalTrafficPolicy: 'Local' }),
      slice('web', [a, named('10.244.1.6', undefined)]),
    ]);
    const notes = ask(state, 'host worker', '10.96.0.20:80').trace.flatMap((step) => step.endpoints ?? []);
    assert.equal(notes[1]?.why, 'other node: it is on no node, and policy Local keeps traffic on worker');
    assert.ok(notes[1] && !('node' in notes[1]) && !('pod' in notes[1]));
  });
});
