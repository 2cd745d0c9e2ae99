import assert from 'node:assert/strict';
import { ask, endpoint, pod, service, slice, told, world, type WorldOptions } from '../world.spec.ts';

/** Mode ipvs on a node whose kernel lacks it (kubernetes PR 111806). */

const objects = [
  pod('web-1', 'worker2', '10.244.2.5'),
  pod('client', 'worker', '10.244.1.9'),
  pod('far', 'worker2', '10.244.2.9'),
  service('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }),
  slice('web', [endpoint('10.244.2.5', 'worker2')]),
];
const label = 'feature.node.kubernetes.io/kernel-config.IP_VS';
const lacking = (minor: number, options: WorldOptions = {}) =>
  world(objects, { mode: 'ipvs', minor, nodeLabels: { worker: { [label]: 'false' } }, ...options });

describe('a node without IPVS in its kernel', () => {
  it('is in mode iptables before 1.26', () => {
    const s = lacking(25);
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'reached web-1, kept 10.244.1.9');
    assert.equal(told(s, 'client', '10.96.0.20:10250'), 'unhandled');
    assert.equal(told(s, 'far', '10.96.0.20:10250'), 'reached 10.96.0.20:10250, kept 10.244.2.9');
    assert.equal(told(s, 'host worker', '127.0.0.1:30080'), 'reached web-1, hidden worker');
    assert.equal(ask(s, 'outside', 'http://172.18.0.3:10256/healthz').status, 200);
  });

  it('has no proxy since 1.26, and so no Services', () => {
    const s = lacking(26);
    assert.equal(told(s, 'client', '10.96.0.20:80'), 'unhandled');
    assert.match(ask(s, 'client', '10.96.0.20:80').reason ?? '', /kube-proxy of node worker does not run/);
    assert.equal(told(s, 'outside', '172.18.0.3:30080'), 'refused');
    assert.equal(told(s, 'outside', '172.18.0.3:10256'), 'refused');
    assert.equal(told(s, 'far', '10.96.0.20:80'), 'reached web-1, kept 10.244.2.9');
    assert.equal(told(s, 'outside', '172.18.0.4:30080'), 'reached web-1, hidden worker2');
  });

  it('lacks nothing in another mode, or with another value of the label', () => {
    assert.match(told(lacking(35, { mode: 'iptables' }), 'client', '10.96.0.20:80'), /^reached/);
    const has = { nodeLabels: { worker: { [label]: 'true' } } };
    assert.match(told(lacking(35, has), 'client', '10.96.0.20:80'), /^reached/);
    assert.match(told(lacking(35, { nodeLabels: {} }), 'client', '10.96.0.20:80'), /^reached/);
  });
});
