import assert from 'node:assert/strict';
import { defaultCluster, withProxyMode } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { kindWhyNot } from './kind-why-not.ts';

const api = { call: () => Promise.resolve({ gitVersion: 'v1.35.8' }) };
const find = (): Promise<LiveCluster> => Promise.resolve({ api } as unknown as LiveCluster);

function ask(setting: Partial<Setting>, hasLoadBalancer = false): Promise<string | undefined> {
  const cluster = defaultCluster(2);
  return kindWhyNot({ cluster, scenario: 'x', keepImages: false, ...setting }, find, hasLoadBalancer);
}

describe("why a scenario can't run on kind", () => {
  it('is nothing for most', async () => {
    assert.equal(await ask({}), undefined);
    assert.equal(await ask({ text: 'Kubernetes 1.35' }), undefined);
    assert.equal(await ask({ text: 'node "worker" stops' }), undefined);
  });

  it('is another release, or a proxy mode that is gone', async () => {
    assert.equal(await ask({ text: 'x\nKubernetes 1.29' }), 'its Kubernetes is v1.35.8, not 1.29');
    const cluster = withProxyMode(defaultCluster(2), 'userspace');
    assert.equal(await ask({ cluster }), 'kind has no proxy mode userspace');
  });

  it('is a provider where there must be one; where there must be none, there is none', async () => {
    const needs = { tags: ['@needs-loadbalancer'] };
    assert.equal(await ask(needs), 'nobody gives its load balancers an address (--loadbalancer-manifest)');
    assert.equal(await ask(needs, true), undefined);
    const pending = { text: 'loadbalancer service "web" has no address' };
    assert.equal(await ask(pending), undefined);
    assert.equal(await ask(pending, true), undefined);
  });

  it('is that it needs more than the cluster has that it was to run in', async () => {
    assert.equal(await ask({ unfit: 'it has no node worker2' }), 'it has no node worker2');
  });

  it('is an ingress controller that nobody installs', async () => {
    assert.equal(await ask({ tags: ['@needs-ingress'] }), 'it has no ingress controller');
  });
});
