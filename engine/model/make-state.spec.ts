import assert from 'node:assert/strict';
import { defaultCluster } from '../kube/index.ts';
import { given, pod, podsOf } from './given.spec.ts';
import { resolve } from './resolve.ts';

const node = (name: string, more: string): string => `
---
apiVersion: v1
kind: Node
metadata: {name: ${name}, ${more}}
`;

describe('a Node among the manifests that the cluster has too', () => {
  const zone = 'labels: {topology.kubernetes.io/zone: a}';

  it('is applied to it: what it says counts, what it does not say stays', () => {
    const state = given(node('worker', zone));
    const [before] = defaultCluster().nodes.filter(({ object }) => object.metadata.name === 'worker');
    const found = state.cluster.nodes.find(({ object }) => object.metadata.name === 'worker');
    assert.ok(before && found);
    assert.deepEqual(found.object.metadata.labels, {
      ...before.object.metadata.labels,
      'topology.kubernetes.io/zone': 'a',
    });
    assert.deepEqual(found.object.status, before.object.status);
    assert.deepEqual(found.object.spec, before.object.spec);
    assert.equal(state.cluster.nodes.length, defaultCluster().nodes.length);
  });

  it('decides by its labels who serves a zone', () => {
    const slices = `
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.20, ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-a, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{port: 80}]
endpoints:
- {addresses: [192.0.2.1], hints: {forZones: [{name: a}]}}
- {addresses: [192.0.2.2], hints: {forZones: [{name: b}]}}
`;
    const flow = { from: { host: 'worker' }, to: '10.96.0.20:80' };
    const said = (yaml: string): string =>
      resolve(given(yaml + slices), flow)
        .trace.map(({ decision }) => decision)
        .join('\n');
    assert.match(said(node('worker', zone)), /usable 1 of 2 endpoints: hints keep traffic in this zone/);
    assert.match(said(''), /usable 2 of 2 endpoints$/m);
  });

  it('takes pods that ask for its labels', () => {
    const asks = pod('a', '{nodeSelector: {disk: fast}, containers: [{name: a, image: x}]}');
    const placed = (yaml: string): unknown => podsOf(given(yaml))[0]?.spec.nodeName;
    assert.equal(placed(asks), undefined);
    assert.equal(placed(asks + node('worker2', 'labels: {disk: fast}')), 'worker2');
  });
});
