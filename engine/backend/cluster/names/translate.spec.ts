import assert from 'node:assert/strict';
import type { KubeObject } from '../../../kube/index.ts';
import { toCluster, toScenario } from './translate.ts';
import { World } from './world.ts';

const world = new World({
  prefix: 'rf',
  dnsDomain: 'cluster.local',
  nodes: new Map([
    ['worker', 'kc-worker'],
    ['worker2', 'kc-worker2'],
  ]),
});
world.join('other');

const pair: readonly (readonly [what: string, scenario: object, cluster: object])[] = [
  [
    'the namespace and node of a pod',
    { kind: 'Pod', metadata: { name: 'a', namespace: 'default' }, spec: { nodeName: 'worker' } },
    { kind: 'Pod', metadata: { name: 'a', namespace: 'rf' }, spec: { nodeName: 'kc-worker' } },
  ],
  [
    'node selectors by hostname, and nothing that only looks like one',
    {
      kind: 'Pod',
      metadata: { name: 'worker', namespace: 'other', labels: { app: 'worker' } },
      spec: { nodeSelector: { 'kubernetes.io/hostname': 'worker', disk: 'worker' } },
    },
    {
      kind: 'Pod',
      metadata: { name: 'worker', namespace: 'rf-other', labels: { app: 'worker' } },
      spec: { nodeSelector: { 'kubernetes.io/hostname': 'kc-worker', disk: 'worker' } },
    },
  ],
  [
    'node affinity by hostname and by name, and no other',
    affinity(['worker', 'worker2'], ['worker'], ['worker']),
    affinity(['kc-worker', 'kc-worker2'], ['kc-worker'], ['worker']),
  ],
  [
    'endpoints of a slice: node, hints, target',
    {
      kind: 'EndpointSlice',
      metadata: { name: 's', namespace: 'default' },
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          nodeName: 'worker',
          hints: { forNodes: [{ name: 'worker2' }], forZones: [{ name: 'worker' }] },
          targetRef: { kind: 'Pod', namespace: 'default', name: 'worker' },
        },
      ],
    },
    {
      kind: 'EndpointSlice',
      metadata: { name: 's', namespace: 'rf' },
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          nodeName: 'kc-worker',
          hints: { forNodes: [{ name: 'kc-worker2' }], forZones: [{ name: 'worker' }] },
          targetRef: { kind: 'Pod', namespace: 'rf', name: 'worker' },
        },
      ],
    },
  ],
  [
    'the name that an ExternalName Service stands for',
    {
      kind: 'Service',
      metadata: { name: 's', namespace: 'default' },
      spec: { externalName: 'web.other.svc.cluster.local' },
    },
    {
      kind: 'Service',
      metadata: { name: 's', namespace: 'rf' },
      spec: { externalName: 'web.rf-other.svc.cluster.local' },
    },
  ],
  [
    'the name of a node itself',
    { kind: 'Node', metadata: { name: 'worker', labels: { 'kubernetes.io/hostname': 'worker' } } },
    { kind: 'Node', metadata: { name: 'kc-worker', labels: { 'kubernetes.io/hostname': 'kc-worker' } } },
  ],
  [
    'the name of a namespace itself',
    { kind: 'Namespace', metadata: { name: 'other', labels: { 'kubernetes.io/metadata.name': 'other' } } },
    {
      kind: 'Namespace',
      metadata: { name: 'rf-other', labels: { 'kubernetes.io/metadata.name': 'rf-other' } },
    },
  ],
];

function affinity(hostnames: string[], fields: string[], disks: string[]): object {
  const term = {
    matchExpressions: [
      { key: 'kubernetes.io/hostname', operator: 'In', values: hostnames },
      { key: 'disk', operator: 'In', values: disks },
    ],
    matchFields: [{ key: 'metadata.name', operator: 'In', values: fields }],
  };
  return {
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } },
      },
    },
  };
}

describe('translation between the scenario and the cluster', () => {
  for (const [what, scenario, cluster] of pair) {
    it(`covers ${what}, both ways`, () => {
      assert.deepEqual(toCluster(scenario as KubeObject, world), cluster);
      assert.deepEqual(toScenario(cluster as KubeObject, world), scenario);
    });
  }

  it('leaves the object that it was given alone', () => {
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'default' } };
    toCluster(object, world);
    assert.equal(object.metadata.namespace, 'default');
  });
});
