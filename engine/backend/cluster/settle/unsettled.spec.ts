import assert from 'node:assert/strict';
import type { KubeObject, Pod } from '../../../kube/index.ts';
import { Snapshot, type Observed } from './snapshot.ts';
import { unsettled, type Intent } from './unsettled.ts';

const calm: Intent = { readiness: new Map(), terminating: new Set(), silentNodes: new Set() };

function pod(
  name: string,
  more: { ready?: boolean; phase?: string; deleted?: boolean; node?: string } = {},
): Pod {
  const { ready = true, phase = 'Running', deleted = false, node = 'n1' } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'rf',
      labels: { app: 'web' },
      ...(deleted && { deletionTimestamp: 'now' }),
    },
    spec: { containers: [], nodeName: node },
    status: {
      phase: phase as 'Running',
      podIP: `10.0.0.${name.length}`,
      podIPs: [{ ip: `10.0.0.${name.length}` }],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

const reasons = (lists: Partial<Record<Observed, readonly object[]>>, intent = calm): readonly string[] =>
  unsettled(new Snapshot(new Map(Object.entries(lists) as [Observed, KubeObject[]][])), intent);

describe('unsettled load balancers', () => {
  const balancer = (spec: object, ingress?: readonly object[]): object => ({
    metadata: { namespace: 'rf', name: 'web' },
    spec: { type: 'LoadBalancer', ...spec },
    status: { loadBalancer: { ...(ingress && { ingress }) } },
  });
  const provided = { ...calm, balanced: true };

  it('are waited for where somebody gives them addresses', () => {
    assert.deepEqual(reasons({ services: [balancer({})] }, provided), [
      'load balancer rf/web is to get an address',
    ]);
    assert.deepEqual(reasons({ services: [balancer({}, [{ ip: '192.0.2.1' }])] }, provided), []);
    assert.deepEqual(reasons({ services: [balancer({})] }), []);
  });

  it('are not waited for where they are of another class, or no load balancers', () => {
    assert.deepEqual(reasons({ services: [balancer({ loadBalancerClass: 'example.com/x' })] }, provided), []);
    assert.deepEqual(reasons({ services: [balancer({ type: 'NodePort' })] }, provided), []);
  });
});

describe('unsettled pods', () => {
  it('waits for a pod to start and to become ready', () => {
    assert.deepEqual(reasons({ pods: [pod('a')] }), []);
    assert.deepEqual(reasons({ pods: [pod('a', { phase: 'Pending', ready: false })] }), ['pod rf/a starts']);
    assert.deepEqual(reasons({ pods: [pod('a', { ready: false })] }), ['pod rf/a is to become ready']);
  });

  it('waits for a pod to follow a flip', () => {
    const intent = { ...calm, readiness: new Map([['rf/a', false]]) };
    assert.deepEqual(reasons({ pods: [pod('a')] }, intent), ['pod rf/a is to become unready']);
    assert.deepEqual(reasons({ pods: [pod('a', { ready: false })] }, intent), []);
  });

  it('waits for a deleted pod to go, unless it is meant to linger', () => {
    assert.deepEqual(reasons({ pods: [pod('a', { deleted: true })] }), ['pod rf/a is going']);
    const intent = { ...calm, terminating: new Set(['rf/a']) };
    assert.deepEqual(reasons({ pods: [pod('a', { deleted: true })] }, intent), []);
  });

  it('waits for nothing of a finished pod, nor of one that fits on no node', () => {
    assert.deepEqual(reasons({ pods: [pod('a', { phase: 'Succeeded', ready: false })] }), []);
    const stuck = pod('a', { phase: 'Pending', ready: false });
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }];
    assert.deepEqual(reasons({ pods: [{ ...stuck, status: { phase: 'Pending', conditions } }] }), []);
  });

  it('waits for nothing of a container that comes down again and again', () => {
    const down = pod('a', { ready: false });
    const containerStatuses = [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }];
    assert.deepEqual(reasons({ pods: [{ ...down, status: { ...down.status, containerStatuses } }] }), []);
  });

  it('waits until pods of a silent node are called unready, and no longer', () => {
    const intent = { ...calm, silentNodes: new Set(['n1']) };
    assert.deepEqual(reasons({ pods: [pod('a')] }, intent), [
      'pod rf/a is on a silent node and still called ready',
    ]);
    assert.deepEqual(reasons({ pods: [pod('a', { ready: false, deleted: true })] }, intent), []);
  });
});

describe('unsettled workloads', () => {
  const workload = (kind: string, spec: object, status: object, generation = 2): object => ({
    kind,
    metadata: { name: 'web', namespace: 'rf', uid: 'u', generation },
    spec,
    status,
  });

  it('waits until a Deployment has been seen and has its pods', () => {
    const seen = { observedGeneration: 2, replicas: 2, updatedReplicas: 2 };
    assert.deepEqual(reasons({ deployments: [workload('Deployment', { replicas: 2 }, seen)] }), []);
    assert.deepEqual(
      reasons({ deployments: [workload('Deployment', { replicas: 2 }, { ...seen, observedGeneration: 1 })] }),
      ['Deployment web: not seen by its controller yet'],
    );
    assert.deepEqual(
      reasons({ deployments: [workload('Deployment', { replicas: 2 }, { ...seen, replicas: 3 })] }),
      ['Deployment web: 2 of 2 pods'],
    );
    assert.deepEqual(
      reasons({ deployments: [workload('Deployment', { replicas: 0 }, { observedGeneration: 2 })] }),
      [],
    );
  });

  it('waits for a StatefulSet, unless a pod holds up those behind it', () => {
    const owner = [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u', controller: true }];
    const own = (ready: boolean): Pod => {
      const one = pod('web-0', { ready });
      return { ...one, metadata: { ...one.metadata, ownerReferences: owner } };
    };
    const set = workload('StatefulSet', { replicas: 2 }, { observedGeneration: 2 });
    const intent = { ...calm, readiness: new Map([['rf/web-0', false]]) };
    assert.deepEqual(reasons({ statefulSets: [set], pods: [own(true)] }), ['StatefulSet web: 1 of 2 pods']);
    assert.deepEqual(reasons({ statefulSets: [set], pods: [own(false)] }, intent), []);
  });

  it('waits until a ReplicaSet has let go of a relabelled pod and made another', () => {
    const owner = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'u', controller: true }];
    const labelled = (name: string, app: string, owned = true): Pod => {
      const one = pod(name);
      const metadata = { ...one.metadata, labels: { app }, ...(owned && { ownerReferences: owner }) };
      return { ...one, metadata };
    };
    const spec = { replicas: 1, selector: { matchLabels: { app: 'web' } } };
    const set = workload('ReplicaSet', spec, { observedGeneration: 2, replicas: 1 });
    const replicaSets = [set];
    assert.deepEqual(reasons({ replicaSets, pods: [labelled('a', 'web')] }), []);
    assert.deepEqual(reasons({ replicaSets, pods: [labelled('a', 'other')] }), [
      'ReplicaSet web: a pod of other labels is to be let go',
    ]);
    assert.deepEqual(reasons({ replicaSets, pods: [labelled('a', 'other', false)] }), [
      'ReplicaSet web: 0 of 1 pods',
    ]);
    assert.deepEqual(reasons({ replicaSets, pods: [labelled('a', 'web'), labelled('b', 'web', false)] }), [
      'ReplicaSet web: a pod of its labels is to be taken over',
    ]);
    assert.deepEqual(
      reasons({ replicaSets, pods: [labelled('a', 'web'), labelled('b', 'other', false)] }),
      [],
    );
  });

  it('reads the plain selector of a ReplicationController', () => {
    const set = workload(
      'ReplicationController',
      { replicas: 1, selector: { app: 'web' } },
      { observedGeneration: 2, replicas: 1 },
    );
    assert.deepEqual(reasons({ replicationControllers: [set], pods: [] }), [
      'ReplicationController web: 0 of 1 pods',
    ]);
  });

  it('waits for a DaemonSet to be on its nodes', () => {
    const status = { observedGeneration: 2, desiredNumberScheduled: 2, currentNumberScheduled: 2 };
    assert.deepEqual(
      reasons({ daemonSets: [workload('DaemonSet', {}, { ...status, updatedNumberScheduled: 1 })] }),
      ['DaemonSet web: not on all of its nodes yet'],
    );
    assert.deepEqual(
      reasons({ daemonSets: [workload('DaemonSet', {}, { ...status, updatedNumberScheduled: 2 })] }),
      [],
    );
  });
});

describe('unsettled endpoints', () => {
  const service = (spec: object): object => ({
    kind: 'Service',
    metadata: { name: 'web', namespace: 'rf' },
    spec: { selector: { app: 'web' }, ipFamilies: ['IPv4'], ...spec },
  });
  const slice = (endpoints: readonly object[], manager = 'endpointslice-controller.k8s.io'): object => ({
    kind: 'EndpointSlice',
    metadata: {
      namespace: 'rf',
      labels: { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': manager },
    },
    endpoints,
  });
  const endpoint = (ip: string, ready: boolean, serving = ready, terminating = false): object => ({
    addresses: [ip],
    conditions: { ready, serving, terminating },
  });
  const waits = ['endpoints of service rf/web follow'];

  it('waits until slices hold exactly the pods that are selected', () => {
    const services = [service({})];
    const pods = [pod('a'), pod('bb')];
    const both = [endpoint('10.0.0.1', true), endpoint('10.0.0.2', true)];
    assert.deepEqual(reasons({ services, pods, slices: [slice(both)] }), []);
    assert.deepEqual(
      reasons({ services, pods, slices: [slice(both.slice(1)), slice(both.slice(0, 1))] }),
      [],
    );
    assert.deepEqual(reasons({ services, pods, slices: [] }), waits);
    assert.deepEqual(reasons({ services, pods: pods.slice(1), slices: [slice(both)] }), waits);
  });

  it('waits until conditions follow', () => {
    const services = [service({})];
    const intent = { ...calm, readiness: new Map([['rf/a', false]]) };
    const pods = [pod('a', { ready: false })];
    assert.deepEqual(
      reasons({ services, pods, slices: [slice([endpoint('10.0.0.1', true)])] }, intent),
      waits,
    );
    assert.deepEqual(reasons({ services, pods, slices: [slice([endpoint('10.0.0.1', false)])] }, intent), []);
  });

  it('knows that a lingering pod serves and is not ready', () => {
    const intent = { ...calm, terminating: new Set(['rf/a']) };
    const lists = { services: [service({})], pods: [pod('a', { deleted: true })] };
    assert.deepEqual(
      reasons({ ...lists, slices: [slice([endpoint('10.0.0.1', false, true, true)])] }, intent),
      [],
    );
    assert.deepEqual(reasons({ ...lists, slices: [slice([endpoint('10.0.0.1', true)])] }, intent), waits);
  });

  it('knows that unready pods may be published', () => {
    const intent = { ...calm, readiness: new Map([['rf/a', false]]) };
    const services = [service({ publishNotReadyAddresses: true })];
    const slices = [slice([endpoint('10.0.0.1', true, false)])];
    assert.deepEqual(reasons({ services, pods: [pod('a', { ready: false })], slices }, intent), []);
  });

  it('leaves Services without a selector and hand-written slices alone', () => {
    assert.deepEqual(reasons({ services: [service({ selector: undefined })], pods: [pod('a')] }), []);
    assert.deepEqual(reasons({ services: [service({ type: 'ExternalName' })], pods: [pod('a')] }), []);
    const slices = [slice([endpoint('10.0.0.1', true)]), slice([endpoint('192.0.2.1', true)], 'me')];
    assert.deepEqual(reasons({ services: [service({})], pods: [pod('a')], slices }), []);
  });
});
