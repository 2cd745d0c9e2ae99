import assert from 'node:assert/strict';
import { isRunning, loadBalancerInstall, workloadsOf } from './install-load-balancer.ts';

describe('a load balancer to install', () => {
  it('is named by the environment, or first by the command line', () => {
    const env = {
      REACHFORM_LOADBALANCER_MANIFEST: 'a.yaml',
      REACHFORM_LOADBALANCER_POOL: 'pool.yaml',
      REACHFORM_LOADBALANCER_IMAGE: 'x/y:1',
    };
    assert.deepEqual(loadBalancerInstall(env, undefined), {
      manifest: 'a.yaml',
      pool: 'pool.yaml',
      image: 'x/y:1',
    });
    assert.equal(loadBalancerInstall(env, 'b.yaml')?.manifest, 'b.yaml');
    assert.equal(loadBalancerInstall({}, undefined), undefined);
    assert.equal(loadBalancerInstall({ REACHFORM_LOADBALANCER_MANIFEST: '' }, undefined), undefined);
    assert.deepEqual(loadBalancerInstall({}, 'b.yaml'), {
      manifest: 'b.yaml',
      pool: undefined,
      image: undefined,
    });
  });

  it('waits for its Deployments and DaemonSets, not for the rest', () => {
    const text = `kind: Namespace
metadata: { name: lb }
---
---
kind: Deployment
metadata: { name: controller }
---
kind: DaemonSet
metadata: { name: speaker }
`;
    assert.deepEqual(
      workloadsOf(text).map(({ metadata }) => metadata.name),
      ['controller', 'speaker'],
    );
  });

  it('runs when its controller has seen it and all that is wanted is available', () => {
    const metadata = { generation: 2 };
    const deployment = (status: Record<string, number>) =>
      isRunning({ kind: 'Deployment', metadata, status });
    assert.ok(deployment({ observedGeneration: 2, availableReplicas: 1, updatedReplicas: 1 }));
    assert.ok(!deployment({ observedGeneration: 1, availableReplicas: 1, updatedReplicas: 1 }));
    assert.ok(!deployment({ observedGeneration: 2, availableReplicas: 1 }));
    assert.ok(!deployment({}));
    const daemonSet = (available: number) =>
      isRunning({
        kind: 'DaemonSet',
        metadata,
        status: {
          observedGeneration: 2,
          desiredNumberScheduled: 2,
          updatedNumberScheduled: 2,
          numberAvailable: available,
        },
      });
    assert.ok(daemonSet(2));
    assert.ok(!daemonSet(1));
  });
});
