import assert from 'node:assert/strict';
import { defaultCluster } from '../clusters/default-cluster.ts';
import { formatPath } from '../manifest.ts';
import type { Service, ServiceSpec } from '../types/service.ts';
import { parseVersion } from '../version.ts';
import { validateServiceInCluster } from './service-in-cluster.ts';

describe('the external policy of a ClusterIP with external IPs', () => {
  const said = (release: string, more: Partial<ServiceSpec> = {}): readonly string[] => {
    const spec: ServiceSpec = {
      type: 'ClusterIP',
      externalIPs: ['192.0.2.9'],
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80 }],
      ...more,
    };
    const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec };
    const cluster = { ...defaultCluster(), version: parseVersion(release)! };
    return validateServiceInCluster(service, cluster).map(({ path, what }) => `${formatPath(path)}: ${what}`);
  };

  it('is refused before 1.29', () => {
    assert.deepEqual(said('1.28'), [
      "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set when `type` is 'NodePort' or 'LoadBalancer'",
    ]);
    assert.deepEqual(said('1.29'), []);
  });

  it('is one of the others in all releases', () => {
    assert.deepEqual(said('1.28', { type: 'NodePort' }), []);
    assert.deepEqual(said('1.28', { externalIPs: [] }), [], 'another rule says that');
    assert.deepEqual(said('1.28', { externalTrafficPolicy: undefined } as never), []);
  });
});
