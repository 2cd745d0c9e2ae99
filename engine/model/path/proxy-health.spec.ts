import assert from 'node:assert/strict';
import { manifestOf } from '../../kube/index.ts';
import { noMemory, type State } from '../state.ts';
import { ask, nodes, pod, service, told, world, type WorldOptions } from '../world.spec.ts';

/** kube-proxy's own health check, port 10256 (pkg/proxy/healthcheck TestHealthzServer, TestLivezServer; KEP-3836). */

const objects = [pod('client', 'worker', '10.244.1.9')];
const state = (options: WorldOptions = {}) => world(objects, options);
const get = (s: State, path: string, from = 'outside') => {
  const { result, status } = ask(s, from, `http://172.18.0.3:10256${path}`);
  return status === undefined ? result : `${result} ${status}`;
};

/** Node worker with something more. */
function leaving(
  minor: number,
  more: { taint?: string; deleted?: boolean },
  options: WorldOptions = {},
): State {
  const all = nodes(['IPv4']).map((node) => {
    const { metadata, spec } = node.object;
    if (metadata.name !== 'worker') return node;
    return manifestOf({
      ...node.object,
      metadata: { ...metadata, ...(more.deleted && { deletionTimestamp: '2026-01-01T00:00:00Z' }) },
      spec: { ...spec, ...(more.taint && { taints: [{ key: more.taint, effect: 'NoSchedule' as const }] }) },
    });
  });
  return state({ minor, cluster: { nodes: all }, ...options });
}

describe('kube-proxy’s health check', () => {
  it('answers /healthz and /livez, and no other path', () => {
    for (const from of ['outside', 'client', 'host worker', 'host worker2']) {
      assert.equal(get(state(), '/healthz', from), 'reached 200', from);
    }
    assert.equal(get(state(), '/livez'), 'reached 200');
    assert.equal(get(state(), '/livez?verbose=1'), 'reached 200');
    assert.equal(get(state(), '/'), 'http 404');
    assert.equal(get(state(), '/healthz/x'), 'http 404');
    assert.equal(told(state(), 'outside', '172.18.0.3:10256'), 'reached 172.18.0.3:10256, kept 203.0.113.9');
  });

  it('has /livez since 1.28', () => {
    assert.equal(get(state({ minor: 27 }), '/livez'), 'http 404');
    assert.equal(get(state({ minor: 28 }), '/livez'), 'reached 200');
    assert.equal(get(state({ minor: 27 }), '/healthz'), 'reached 200');
  });

  for (const [words, more] of [
    ['is tainted to be deleted', { taint: 'ToBeDeletedByClusterAutoscaler' }],
    ['is being deleted', { deleted: true }],
  ] as const) {
    it(`tells load balancers to leave a node that ${words}, by default since 1.30`, () => {
      assert.equal(get(leaving(35, more), '/healthz'), 'http 503');
      assert.equal(get(leaving(30, more), '/healthz'), 'http 503');
      assert.equal(get(leaving(29, more), '/healthz'), 'reached 200');
      assert.equal(get(leaving(35, more), '/livez'), 'reached 200');
      const early = leaving(28, more);
      const { proxy } = early.cluster;
      const featureGates = { KubeProxyDrainingTerminatingNodes: true };
      const cluster = { ...early.cluster, proxy: { ...proxy, featureGates } };
      assert.equal(get({ ...early, cluster }, '/healthz'), 'http 503');
    });
  }

  it('is not told so by another taint', () => {
    assert.equal(get(leaving(35, { taint: 'node.kubernetes.io/unschedulable' }), '/healthz'), 'reached 200');
  });

  it('ends with kube-proxy, and so do the health checks of Services', () => {
    const web = service('web', {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 32000,
    });
    const runs = world([...objects, web]);
    const ended: State = { ...runs, memory: { ...noMemory, stoppedProxies: new Set(['worker']) } };
    assert.equal(get(runs, '/healthz'), 'reached 200');
    assert.equal(ask(runs, 'outside', 'http://172.18.0.3:32000/').status, 503);
    assert.equal(get(ended, '/healthz'), 'refused');
    assert.equal(told(ended, 'host worker', '127.0.0.1:10249'), 'refused');
    assert.equal(told(ended, 'outside', '172.18.0.3:32000'), 'refused');
    assert.equal(told(ended, 'outside', '172.18.0.3:10250'), 'reached 172.18.0.3:10250, kept 203.0.113.9');
    assert.equal(told(ended, 'outside', '172.18.0.4:32000'), 'reached 172.18.0.4:32000, kept 203.0.113.9');
  });
});
