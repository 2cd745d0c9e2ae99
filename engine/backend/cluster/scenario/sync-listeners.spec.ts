import assert from 'node:assert/strict';
import type { KubeObject, Pod } from '../../../kube/index.ts';
import { rewritePodSpec } from '../rewrite/rewrite-pod-spec.ts';
import { Snapshot } from '../settle/snapshot.ts';
import { missingPorts } from './sync-listeners.ts';

const standIn = { image: 'node', programs: 'p', restricted: false };
const pod = (spec: object, phase = 'Running'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'rf', labels: { app: 'web' } },
  spec: rewritePodSpec(spec as Pod['spec'], {}, [], 'rf/a', standIn),
  status: { phase: phase as 'Running', podIPs: [{ ip: '10.0.0.1' }] },
});
const service = (namespace: string, port: object): object => ({
  kind: 'Service',
  metadata: { name: 's', namespace },
  spec: { selector: { app: 'web' }, ports: [port] },
});
const slice = (ip: string, port: number): object => ({
  kind: 'EndpointSlice',
  metadata: { name: 'e', namespace: 'rf' },
  endpoints: [{ addresses: [ip] }],
  ports: [{ port }],
});
const snapshot = (services: readonly object[], slices: readonly object[] = []): Snapshot =>
  new Snapshot(
    new Map([
      ['services', services as KubeObject[]],
      ['slices', slices as KubeObject[]],
    ]),
  );
const bare = { containers: [{ name: 'a' }] };
const declared = { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] };
const tcp = (port: number) => ({ port, protocol: 'TCP' });

describe('missingPorts', () => {
  it('are those that a later Service aims at', () => {
    const services = [
      service('rf', { port: 1, targetPort: 9376 }),
      service('rf', { port: 1, targetPort: 80 }),
    ];
    assert.deepEqual(missingPorts(pod(declared), snapshot(services), []), [tcp(9376)]);
  });

  it('are said once', () => {
    const services = [service('rf', { port: 9376 }), service('rf', { port: 9376 })];
    assert.deepEqual(missingPorts(pod(declared), snapshot(services), []), [tcp(9376)]);
    assert.deepEqual(missingPorts(pod(declared), snapshot(services), [{ port: 9376, protocol: 'TCP' }]), []);
  });

  it('do not come from Services of other namespaces', () => {
    assert.deepEqual(missingPorts(pod(declared), snapshot([service('other', { port: 9376 })]), []), []);
  });

  it('come from slices only for a pod that declares none', () => {
    const slices = [slice('10.0.0.1', 7000), slice('10.0.0.2', 7001)];
    assert.deepEqual(missingPorts(pod(bare), snapshot([], slices), []), [tcp(7000)]);
    assert.deepEqual(missingPorts(pod(declared), snapshot([], slices), []), []);
    assert.deepEqual(missingPorts(pod({ ...bare, hostNetwork: true }), snapshot([], slices), []), []);
  });

  it('are none for a pod that does not run, or whose containers are its own', () => {
    const services = [service('rf', { port: 9376 })];
    assert.deepEqual(missingPorts(pod(bare, 'Pending'), snapshot(services), []), []);
    const foreign: Pod = { ...pod(bare), spec: { containers: [{ name: 'a', image: 'nginx' }] } };
    assert.deepEqual(missingPorts(foreign, snapshot(services), []), []);
  });
});
