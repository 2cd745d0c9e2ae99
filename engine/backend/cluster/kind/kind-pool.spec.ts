import assert from 'node:assert/strict';
import { defaultCluster } from '../../../kube/index.ts';
import { kindOptions } from './kind-options.ts';
import { KindPool } from './kind-pool.ts';

describe('the clusters of a run', () => {
  const pool = new KindPool(kindOptions({}, { loadBalancerManifest: 'metallb.yaml' }));
  const cluster = defaultCluster(2);

  it('are shared by scenarios that want the same', () => {
    assert.equal(pool.plan({ cluster }).name, pool.plan({ cluster, tags: ['@ports'] }).name);
    assert.notEqual(pool.plan({ cluster }).name, pool.plan({ cluster: defaultCluster(1) }).name);
  });

  it('have a load balancer only for scenarios that need one', () => {
    const needing = pool.plan({ cluster, tags: ['@needs-loadbalancer'] }).name;
    assert.notEqual(needing, pool.plan({ cluster }).name);
    assert.equal(new KindPool(kindOptions({})).plan({ cluster }).name, pool.plan({ cluster }).name);
  });
});
