import assert from 'node:assert/strict';
import { clean, isControllerMade } from './clean.ts';
import type { AnyObject } from './loose.ts';

describe('clean', () => {
  it('leaves what a person could have written', () => {
    const dumped: AnyObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'web',
        namespace: 'shop',
        uid: 'u',
        resourceVersion: '7',
        creationTimestamp: 'now',
        managedFields: [],
        labels: { app: 'web' },
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', mine: 'yes' },
      },
      spec: { clusterIP: '10.96.0.20' },
      status: { loadBalancer: {} },
    };
    assert.deepEqual(clean(dumped), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { mine: 'yes' } },
      spec: { clusterIP: '10.96.0.20' },
    });
  });

  it('adds no empty fields', () => {
    const object: AnyObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
    assert.deepEqual(clean(object), object);
  });
});

describe('isControllerMade', () => {
  const object = (kind: string, metadata: object = {}): AnyObject => ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'a', namespace: 'shop', ...metadata },
  });

  it('knows a pod by its owner', () => {
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', controller: true }];
    assert.ok(isControllerMade(object('Pod', { ownerReferences }), new Set()));
    assert.ok(!isControllerMade(object('Pod'), new Set()));
  });

  it("knows the endpoint controllers' slices, and leaves hand-written ones", () => {
    const by = (manager: string): AnyObject =>
      object('EndpointSlice', { labels: { 'endpointslice.kubernetes.io/managed-by': manager } });
    assert.ok(isControllerMade(by('endpointslice-controller.k8s.io'), new Set()));
    assert.ok(isControllerMade(by('endpointslicemirroring-controller.k8s.io'), new Set()));
    assert.ok(!isControllerMade(by('me'), new Set()));
    assert.ok(!isControllerMade(object('EndpointSlice'), new Set()));
  });
});
