import assert from 'node:assert/strict';
import type { KubeObject } from '../../kube/index.ts';
import { trimObject } from './trim-object.ts';

const object = (fields: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  ...fields,
});

describe('what a recording keeps of an object', () => {
  it('is no secret, no event and no lease', () => {
    for (const kind of ['Secret', 'ServiceAccount', 'Event', 'Lease']) {
      assert.equal(trimObject(object({ kind })), undefined);
    }
  });

  it('is not the bookkeeping of its metadata', () => {
    const metadata = {
      name: 'web',
      uid: 'u1',
      resourceVersion: '7',
      managedFields: [{ manager: 'kubectl' }],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    };
    assert.deepEqual(trimObject(object({ metadata }))?.metadata, { name: 'web', uid: 'u1' });
    const annotations = { 'service.kubernetes.io/topology-mode': 'Auto' };
    assert.deepEqual(
      trimObject(object({ metadata: { name: 'web', annotations } }))?.metadata.annotations,
      annotations,
    );
  });

  it('is of an image only its last name', () => {
    const trimmed = trimObject(
      object({
        spec: {
          containers: [
            { name: 'web', image: 'registry.internal:5000/team/web:1.2@sha256:abc', resources: {} },
          ],
          volumes: [{ name: 'token' }],
        },
        status: {
          containerStatuses: [{ name: 'web', image: 'reachform/probe:1', imageID: 'x', ready: true }],
        },
      }),
    );
    assert.deepEqual(
      trimmed,
      object({
        spec: { containers: [{ name: 'web', image: 'web:1.2' }] },
        status: { containerStatuses: [{ name: 'web', image: 'probe:1', ready: true }] },
      }),
    );
  });

  it('is of containers no variable and no argument, in templates neither', () => {
    const containers = [
      { name: 'web', env: [{ name: 'TOKEN', value: 'x' }], args: ['--password=x'], ports: [] },
    ];
    const trimmed = trimObject(object({ kind: 'Deployment', spec: { template: { spec: { containers } } } }));
    assert.deepEqual(
      trimmed,
      object({
        kind: 'Deployment',
        spec: { template: { spec: { containers: [{ name: 'web', ports: [] }] } } },
      }),
    );
  });

  it('is of conditions that they hold, not since when', () => {
    const conditions = [
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z', message: 'm' },
    ];
    assert.deepEqual(
      trimObject(object({ status: { conditions } })),
      object({ status: { conditions: [{ type: 'Ready', status: 'True' }] } }),
    );
  });

  it('is of a node nothing about its machine but what runs on it', () => {
    const status = {
      addresses: [{ type: 'InternalIP', address: '172.30.0.3' }],
      images: [{ names: ['registry.internal/web'] }],
      capacity: { cpu: '2' },
      allocatable: { cpu: '2', memory: '1Gi' },
      nodeInfo: { kubeletVersion: 'v1.35.8', machineID: 'm', kernelVersion: '6.18', osImage: 'Debian' },
    };
    const trimmed = trimObject(
      object({ kind: 'Node', spec: { podCIDR: '10.244.1.0/24', providerID: 'kind://x' }, status }),
    );
    assert.deepEqual(
      trimmed,
      object({
        kind: 'Node',
        spec: { podCIDR: '10.244.1.0/24' },
        status: {
          addresses: status.addresses,
          allocatable: { cpu: '2' },
          nodeInfo: { kubeletVersion: 'v1.35.8' },
        },
      }),
    );
  });

  it('leaves the object it was given alone', () => {
    const given = object({ metadata: { name: 'web', managedFields: [] } });
    trimObject(given);
    assert.deepEqual(given.metadata, { name: 'web', managedFields: [] });
  });
});
