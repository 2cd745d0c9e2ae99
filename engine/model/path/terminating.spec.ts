import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { endpoint, pod, service, slice, told, world } from '../world.spec.ts';

/** KEP-1669; the e2e tests "should fallback to (local) terminating endpoints when there are no ready endpoints". */

const pods = [
  pod('w1', 'worker', '10.244.1.5'),
  pod('w2', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
];
const nodePort: ServiceSpec = { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] };

function state(here: string, there: string, spec: ServiceSpec, minor = 35) {
  const endpoints = [endpoint('10.244.1.5', 'worker', here), endpoint('10.244.2.5', 'worker2', there)];
  return world([...pods, service('web', { ...nodePort, ...spec }), slice('web', endpoints)], { minor });
}

describe('endpoints that terminate', () => {
  it('stand in when nothing is ready, wherever they are', () => {
    const s = state('terminating', 'terminating notserving', {});
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached w1, kept 10.244.1.9');
    assert.equal(told(s, 'outside', '172.18.0.4:30080'), 'reached w1, hidden worker2');
  });

  it('get nothing new as soon as one is ready', () => {
    assert.equal(
      told(state('terminating', 'ready', {}), 'client', '10.96.0.20:80'),
      'reached w2, kept 10.244.1.9',
    );
  });

  it('stand in under a Local policy when nothing here is ready, whatever is ready elsewhere', () => {
    const s = state('terminating', 'ready', { externalTrafficPolicy: 'Local' });
    assert.equal(told(s, 'outside', '172.18.0.3:30080'), 'reached w1, kept 203.0.113.9');
    assert.equal(told(s, 'client', '172.18.0.3:30080'), 'reached w2, kept 10.244.1.9');
    const internal = state('terminating', 'ready', { internalTrafficPolicy: 'Local' });
    assert.equal(told(internal, 'client', '10.96.0.20:80'), 'reached w1, kept 10.244.1.9');
  });

  it('count as something that exists: dropped where they are not, not refused', () => {
    const s = state('terminating', 'unready', {
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Local',
    });
    assert.equal(told(s, 'outside', '172.18.0.4:30080'), 'timeout');
    assert.equal(told(s, 'w2', '10.96.0.20:80'), 'timeout');
    const gone = state('terminating notserving', 'unready', { externalTrafficPolicy: 'Local' });
    assert.equal(told(gone, 'outside', '172.18.0.4:30080'), 'refused');
  });

  it('are never used before 1.26', () => {
    assert.equal(told(state('terminating', 'unready', {}, 25), 'client', '10.96.0.20:80'), 'refused');
    assert.equal(
      told(state('terminating', 'unready', {}, 26), 'client', '10.96.0.20:80'),
      'reached w1, kept 10.244.1.9',
    );
    const local = state('terminating', 'ready', { externalTrafficPolicy: 'Local' }, 25);
    assert.equal(told(local, 'outside', '172.18.0.3:30080'), 'timeout');
  });

  it('are ready all the time where not-ready addresses are published', () => {
    const s = state('published terminating', 'ready', {});
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached w1 w2, kept 10.244.1.9');
  });

  it('count as ready where a slice says nothing', () => {
    const s = state('bare', 'unready', {});
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached w1, kept 10.244.1.9');
  });
});
