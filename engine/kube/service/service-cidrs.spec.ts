import assert from 'node:assert/strict';
import { defaultCluster } from '../clusters/default-cluster.ts';
import { manifestOf } from '../manifest-of.ts';
import { parseVersion } from '../version.ts';
import { withServiceCIDRs, type ServiceCIDR } from './service-cidrs.ts';

const own = defaultCluster();

function range(name: string, cidrs: readonly string[], more: Partial<ServiceCIDR> = {}) {
  const metadata = { name, ...more.metadata };
  return manifestOf<ServiceCIDR>({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    spec: { cidrs },
    ...more,
    metadata,
  });
}

const ready = (status: string) => ({ status: { conditions: [{ type: 'Ready', status }] } });

describe('the ranges of cluster IPs', () => {
  const rangesOf = (...manifests: readonly ReturnType<typeof range>[]): readonly string[] =>
    withServiceCIDRs(own, manifests).serviceSubnets;

  it('are the own one, then those of objects by name, each once', () =>
    assert.deepEqual(
      rangesOf(
        range('b', ['10.2.0.0/24']),
        range('a', ['10.1.0.0/24']),
        range('kubernetes', [...own.serviceSubnets]),
      ),
      [...own.serviceSubnets, '10.1.0.0/24', '10.2.0.0/24'],
    ));

  it('are not those of a family that the cluster lacks', () =>
    assert.deepEqual(rangesOf(range('a', ['10.1.0.0/24', 'fd01::/112'])), [
      ...own.serviceSubnets,
      '10.1.0.0/24',
    ]));

  it('are not those of an object that is called not ready, or is on its way out', () => {
    assert.deepEqual(rangesOf(range('a', ['10.1.0.0/24'], ready('False'))), own.serviceSubnets);
    const leaving = { metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' }, ...ready('True') };
    assert.deepEqual(rangesOf(range('a', ['10.1.0.0/24'], leaving)), own.serviceSubnets);
    assert.equal(rangesOf(range('a', ['10.1.0.0/24'], ready('True'))).length, 2);
  });

  it('are none where what is written is none', () => {
    const wrong = range('a', [null, 'x', 7, '10.1.0.0/24'] as never, { status: { conditions: [null] } });
    assert.deepEqual(rangesOf(wrong), [...own.serviceSubnets, '10.1.0.0/24']);
  });

  it('are the own one alone before 1.33, where the gate is off', () => {
    const old = { ...own, version: parseVersion('1.32')! };
    const more = [range('a', ['10.1.0.0/24'])];
    assert.equal(withServiceCIDRs(old, more), old);
    const gated = {
      ...old,
      featureGates: { apiServer: { MultiCIDRServiceAllocator: true }, controllers: {} },
    };
    assert.equal(withServiceCIDRs(gated, more).serviceSubnets.length, 2);
  });
});
