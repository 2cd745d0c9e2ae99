import assert from 'node:assert/strict';
import { makeState } from '../make-state.ts';
import { defaultCluster, type KubeObject, type Manifest, type Pod } from '../../kube/index.ts';
import {
  after,
  apply,
  conditionsOf,
  deployment,
  endpointsOf,
  given,
  podNames,
  podRef,
  podsOf,
  service,
  slicesOf,
} from '../given.spec.ts';

/** A dump of what a real cluster made of one Deployment of two pods, as kubectl prints it. */
const hash = '7d9f8c5b66';
const web = deployment('web', 2);
const set = `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: web-${hash}
  uid: 11111111-1111-1111-1111-111111111111
  labels: {app: web, pod-template-hash: ${hash}}
  ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true, uid: x}]
spec:
  replicas: 2
  selector: {matchLabels: {app: web, pod-template-hash: ${hash}}}
  template:
    metadata: {labels: {app: web, pod-template-hash: ${hash}}}
    spec:
      containers:
      - name: web
        image: example.com/web
        ports: [{name: http, containerPort: 8080}]
`;
const pod = (
  suffix: string,
  ip: string,
  ready = 'True',
  owner = 'ReplicaSet',
  name = `web-${hash}`,
  label = `pod-template-hash: ${hash}`,
): string => `
---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}-${suffix}
  uid: 22222222-2222-2222-2222-2222222222${suffix.length}${ip.length}
  labels: {app: web, ${label}}
  ownerReferences: [{apiVersion: apps/v1, kind: ${owner}, name: ${name}, controller: true, uid: x}]
spec: {nodeName: worker, containers: [{name: web, image: example.com/web, ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: ${ip}, podIPs: [{ip: ${ip}}], conditions: [{type: Ready, status: "${ready}"}]}
`;
const pods = pod('abcde', '10.244.1.7') + pod('fghij', '10.244.1.8');
const slice = (name = 'web-x7k2p', address = '10.244.1.99'): string => `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ${name}
  labels: {kubernetes.io/service-name: web, endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io}
addressType: IPv4
endpoints: [{addresses: [${address}], conditions: {ready: true, serving: true, terminating: false}}]
ports: [{name: "", port: 8080, protocol: TCP}]
`;

const addresses = (state: ReturnType<typeof given>): readonly string[] =>
  slicesOf(state, 'web')
    .flatMap(({ endpoints }) => endpoints ?? [])
    .flatMap(({ addresses }) => addresses)
    .toSorted();

describe('a dump', () => {
  it('of Deployment, ReplicaSet and pods needs no more pods', () => {
    const state = given(web + set + pods);
    assert.deepEqual(podNames(state), [`web-${hash}-abcde`, `web-${hash}-fghij`]);
    assert.equal(state.objects.list('ReplicaSet', 'default').length, 1);
  });

  it('without the ReplicaSet gets it back under the name that the pods know', () => {
    const state = given(web + pods);
    assert.deepEqual(podNames(state), [`web-${hash}-abcde`, `web-${hash}-fghij`]);
    assert.deepEqual(
      state.objects.list('ReplicaSet', 'default').map(({ object }) => object.metadata.name),
      [`web-${hash}`],
    );
  });

  it('with a pod missing gets one under the same ReplicaSet', () => {
    const names = podNames(given(web + set + pod('abcde', '10.244.1.7')));
    assert.equal(names.length, 2);
    assert.ok(names.every((name) => name.startsWith(`web-${hash}-`)));
  });

  it('goes on from there: a new template makes a new ReplicaSet, a deleted pod a new one', () => {
    const state = given(web + set + pods);
    const next = after(state, apply(web.replace('8080', '9090')));
    assert.ok(podNames(next).every((name) => !name.includes(hash)));
    const replaced = after(state, { kind: 'delete-pod', pod: podRef(`web-${hash}-abcde`) });
    assert.equal(podNames(replaced).length, 2);
    assert.ok(!podNames(replaced).includes(`web-${hash}-abcde`));
  });

  it('without its Deployment keeps pods whose owner nobody dumped', () => {
    assert.equal(podNames(given(pods)).length, 2);
  });

  it('keeps pods that ended beside those that took their place', () => {
    const evicted = pod('zzzzz', '10.244.1.9', 'False').replace(
      'phase: Running',
      'phase: Failed, reason: Evicted',
    );
    assert.equal(podNames(given(web + set + pods + evicted)).length, 3);
  });

  it("of DaemonSets and StatefulSets knows their pods' revision", () => {
    const of = (kind: string): string => `
---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: web}
spec:
  ${kind === 'StatefulSet' ? 'replicas: 1' : ''}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {nodeSelector: {kubernetes.io/hostname: worker}, containers: [{name: web, image: example.com/web}]}
`;
    for (const kind of ['StatefulSet', 'DaemonSet']) {
      const dumped = pod('0', '10.244.1.7', 'True', kind, 'web', 'controller-revision-hash: web-69c4');
      const state = given(of(kind) + dumped);
      assert.deepEqual(podNames(state), ['web-0']);
      assert.equal(podsOf(state)[0]!.status!.podIP, '10.244.1.7');
      const updated = after(state, apply(of(kind).replace('example.com/web', 'example.com/new')));
      assert.equal(podsOf(updated)[0]!.spec.containers[0]!.image, 'example.com/new');
    }
  });
});

describe('recorded slices', () => {
  const state = given(web + set + pods + service('web') + slice());

  it('stay as recorded, whatever the pods say', () => {
    assert.deepEqual(addresses(state), ['10.244.1.99']);
  });

  it('stay while other things change', () => {
    const next = after(state, apply(deployment('api', 1) + service('api')), {
      kind: 'stop-node',
      node: 'worker2',
    });
    assert.deepEqual(addresses(next), ['10.244.1.99']);
  });

  it("go when one of the Service's pods changes, or it itself", () => {
    const name = `web-${hash}-abcde`;
    const touched = after(state, { kind: 'readiness', pod: podRef(name), ready: false });
    assert.deepEqual(conditionsOf(touched, 'web'), [`${name} ---`, `web-${hash}-fghij RS-`]);
    const relabelled = after(state, {
      kind: 'label',
      object: { kind: 'Service', namespace: 'default', name: 'web' },
      labels: { a: 'b' },
    });
    assert.deepEqual(addresses(relabelled), ['10.244.1.7', '10.244.1.8']);
  });

  it('stay beside hand-written ones, which nothing removes', () => {
    const mine = slice('mine', '192.0.2.1').replace('endpointslice-controller.k8s.io', 'me');
    const both = given(web + set + pods + service('web') + slice() + mine);
    assert.deepEqual(addresses(both), ['10.244.1.99', '192.0.2.1']);
    const touched = after(both, { kind: 'delete-pod', pod: podRef(`web-${hash}-abcde`) });
    assert.ok(addresses(touched).includes('192.0.2.1') && !addresses(touched).includes('10.244.1.99'));
  });

  it('leave finished pods in while nobody has noticed', () => {
    const done = pod('done', '10.244.1.99', 'False').replace('phase: Running', 'phase: Succeeded');
    assert.deepEqual(addresses(given(web + set + pods + done + service('web') + slice())), ['10.244.1.99']);
  });

  it('of mirrored Endpoints are not mirrored twice', () => {
    const open = service('web').replace('selector: {app: web}', '');
    const endpoints = `
---
apiVersion: v1
kind: Endpoints
metadata: {name: web}
subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{port: 8080}]}]
`;
    const mirror = slice('web-mmmmm', '192.0.2.7').replace(
      'endpointslice-controller.k8s.io',
      'endpointslicemirroring-controller.k8s.io',
    );
    const mirrored = given(open + endpoints + mirror);
    assert.deepEqual(
      slicesOf(mirrored, 'web').map(({ metadata }) => metadata.name),
      ['web-mmmmm'],
    );
    const moved = after(mirrored, apply(endpoints.replace('192.0.2.7', '192.0.2.8')));
    assert.deepEqual(addresses(moved), ['192.0.2.8']);
  });
});

describe('recorded Endpoints', () => {
  const written = `
---
apiVersion: v1
kind: Endpoints
metadata: {name: web, uid: 33333333-3333-3333-3333-333333333333}
subsets: [{addresses: [{ip: 10.244.1.99}], ports: [{port: 8080}]}]
`;
  it('stay; hand-written ones of a Service with a selector are overwritten', () => {
    const recorded = given(web + set + pods + service('web') + written);
    assert.equal(endpointsOf(recorded, 'web')!.subsets![0]!.addresses![0]!.ip, '10.244.1.99');
    const manual = given(web + set + pods + service('web') + written.replace(/, uid: [^}]*/, ''));
    assert.equal(endpointsOf(manual, 'web')!.subsets![0]!.addresses!.length, 2);
  });
});

describe('recorded pods that are being deleted', () => {
  it('stay through their grace period', () => {
    const going = pod('abcde', '10.244.1.7').replace(
      'uid: 2',
      'deletionTimestamp: "2026-01-01T00:00:00Z"\n  uid: 2',
    );
    const state = given(going + service('web'));
    assert.deepEqual(conditionsOf(state, 'web'), [`web-${hash}-abcde -ST`]);
    assert.equal(podNames(after(state, { kind: 'pass-time', seconds: 29 })).length, 1);
    assert.equal(podNames(after(state, { kind: 'pass-time', seconds: 30 })).length, 0);
  });
});

describe('what the model prints', () => {
  it('can be read in again and says the same', () => {
    const first = given(
      web + service('web') + deployment('api', 3, 'nodeSelector: {no: where}') + service('api'),
    );
    const all = first.objects.kinds().flatMap((kind) => first.objects.list(kind));
    const second = makeState(defaultCluster(), all);
    const print = (objects: readonly Manifest[]): readonly KubeObject[] =>
      objects.map(({ object }) => object);
    for (const kind of first.objects.kinds()) {
      assert.deepEqual(print(second.objects.list(kind)), print(first.objects.list(kind)), kind);
    }
  });

  it('also as text, without any object of the model in it', () => {
    const first = given(web + service('web'));
    const all = first.objects.kinds().flatMap((kind) => first.objects.list(kind));
    const copied = all.map(({ object }) => ({
      object: JSON.parse(JSON.stringify(object)) as KubeObject,
      placeOf: () => undefined,
    }));
    const second = makeState(defaultCluster(), copied);
    assert.deepEqual(
      second.objects.list<Pod>('Pod').map(({ object }) => object),
      first.objects.list<Pod>('Pod').map(({ object }) => object),
    );
  });
});
