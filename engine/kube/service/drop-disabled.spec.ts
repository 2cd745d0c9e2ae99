import assert from 'node:assert/strict';
import { dropDisabled } from './drop-disabled.ts';

const spec = {
  type: 'LoadBalancer',
  allocateLoadBalancerNodePorts: false,
  internalTrafficPolicy: 'Local',
  loadBalancerClass: 'example.com/a',
  trafficDistribution: 'PreferClose',
} as const;
const kept = (minor: number, apiServer = {}): readonly string[] =>
  Object.keys(
    dropDisabled(spec, { version: { major: 1, minor }, featureGates: { apiServer, controllers: {} } }),
  );

describe('fields of features that are off', () => {
  it('are thrown away, release by release', () => {
    const older = ['type', 'allocateLoadBalancerNodePorts', 'internalTrafficPolicy', 'loadBalancerClass'];
    assert.deepEqual(kept(21), ['type']);
    assert.deepEqual(kept(22), older);
    assert.deepEqual(kept(30), older);
    assert.deepEqual(kept(31), Object.keys(spec));
  });

  it('stay where somebody switched the feature on', () => {
    assert.deepEqual(kept(30, { ServiceTrafficDistribution: true }), Object.keys(spec));
    assert.deepEqual(kept(21, { ServiceLoadBalancerClass: true }), ['type', 'loadBalancerClass']);
  });
});
