import assert from 'node:assert/strict';
import type { Container } from '../types/pod.ts';
import { wholePodSpec } from './whole-pod-spec.ts';

const whole = (container: object): Container =>
  wholePodSpec({ containers: [{ name: 'a', ...container }] }).containers[0]!;

describe('a spec to compare', () => {
  it('pulls the latest image always (TestSetDefaultContainer)', () => {
    const policies = {
      web: 'Always',
      'web:latest': 'Always',
      'web:1': 'IfNotPresent',
      'web@sha256:0': 'IfNotPresent',
      'host:5000/web': 'Always',
      'host:5000/web:1': 'IfNotPresent',
    };
    for (const [image, policy] of Object.entries(policies)) {
      assert.equal(whole({ image }).imagePullPolicy, policy, image);
    }
    assert.equal(whole({ image: 'web', imagePullPolicy: 'Never' }).imagePullPolicy, 'Never');
  });

  it('has probes with all of their numbers, and hooks that ask for a page', () => {
    const { readinessProbe, startupProbe, lifecycle } = whole({
      readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 },
      startupProbe: { tcpSocket: { port: 80 }, failureThreshold: 0 },
      lifecycle: { postStart: { httpGet: { port: 80 } }, preStop: { httpGet: { port: 80, path: '/bye' } } },
    });
    const numbers = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
    const httpGet = { port: 80, path: '/', scheme: 'HTTP' };
    assert.deepEqual(readinessProbe, { ...numbers, httpGet, periodSeconds: 5 });
    assert.deepEqual(startupProbe, { ...numbers, tcpSocket: { port: 80 } });
    assert.deepEqual(lifecycle, {
      postStart: { httpGet },
      preStop: { httpGet: { ...httpGet, path: '/bye' } },
    });
  });

  it('has nothing that says nothing, but keeps a no that is one', () => {
    const spec = { hostNetwork: false, hostname: '', automountServiceAccountToken: false };
    assert.deepEqual(wholePodSpec({ containers: [], initContainers: [], ...spec }), {
      schedulerName: 'default-scheduler',
      enableServiceLinks: true,
      containers: [],
      initContainers: [],
      automountServiceAccountToken: false,
    });
  });
});
