import assert from 'node:assert/strict';
import { defaultCluster, withVersion } from '../clusters/default-cluster.ts';
import { formatPath } from '../manifest.ts';
import type { KubeObject } from '../types/meta.ts';
import { validateSpelling } from './strict-addresses.ts';

const at = (minor: number) => withVersion(defaultCluster(1), { major: 1, minor });
const make = (kind: string, rest: object): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'web' },
  ...rest,
});
const said = (object: KubeObject, minor = 36, old?: KubeObject): string[] =>
  validateSpelling(object, at(minor), old).map(({ path, what }) => `${formatPath(path)}: ${what}`);

const service = make('Service', {
  spec: {
    type: 'LoadBalancer',
    clusterIP: '010.96.0.80',
    externalIPs: ['::ffff:203.0.113.5', '203.0.113.6', 'fd00::0005'],
    loadBalancerSourceRanges: [' 10.0.0.1/8', '010.0.0.0/8', '10.0.0.0/08', '10.0.0.0/8'],
  },
});

describe('the spelling of addresses', () => {
  it('is strict from the release on that asks for it', () => {
    assert.deepEqual(said(service, 35), []);
    assert.deepEqual(said(service), [
      'spec.clusterIPs[0]: Invalid value: "010.96.0.80": must not have leading 0s',
      'spec.externalIPs[0]: Invalid value: "::ffff:203.0.113.5": must not be an IPv4-mapped IPv6 address',
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
      'spec.LoadBalancerSourceRanges[1]: Invalid value: "010.0.0.0/8": must not have leading 0s in IP or prefix length',
      'spec.LoadBalancerSourceRanges[2]: Invalid value: "10.0.0.0/08": must not have leading 0s in IP or prefix length',
    ]);
  });

  it('may stay as it is stored', () => {
    const stored = make('Service', {
      spec: { ...(service as { spec?: object }).spec, clusterIPs: ['010.96.0.80'] },
    });
    assert.deepEqual(said(service, 36, stored), []);
  });

  it('is that of endpoints too, unless none of them changes', () => {
    const endpoints = make('Endpoints', {
      subsets: [{ addresses: [{ ip: '010.0.0.1' }], notReadyAddresses: [{ ip: '10.0.0.02' }] }],
    });
    assert.deepEqual(
      said(endpoints).map((one) => one.split(':')[0]),
      ['subsets[0].addresses[0].ip', 'subsets[0].notReadyAddresses[0].ip'],
    );
    assert.deepEqual(said(endpoints, 36, endpoints), []);
    const slice = make('EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.01'] }] });
    assert.deepEqual(said(slice), [
      'endpoints[0].addresses[0]: Invalid value: "10.0.0.01": must not have leading 0s',
    ]);
    assert.deepEqual(said(slice, 36, slice), []);
  });

  it('is that of the pod ranges of nodes', () => {
    assert.deepEqual(said(make('Node', { spec: { podCIDRs: ['10.244.0.1/24'] } })), [
      'spec.podCIDRs[0]: Invalid value: "10.244.0.1/24": must not have bits set beyond the prefix length',
    ]);
  });

  it('of texts that are no addresses is said elsewhere', () => {
    assert.deepEqual(said(make('Service', { spec: { clusterIP: 'None', externalIPs: ['web'] } })), []);
  });
});
