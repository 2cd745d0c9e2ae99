import assert from 'node:assert/strict';
import type { Pod } from '../../../kube/index.ts';
import { rewritePodSpec } from '../rewrite/rewrite-pod-spec.ts';
import { startsReady } from './starts-ready.ts';

const standIn = { image: 'node', programs: 'p', restricted: false };
const of = (spec: object): boolean =>
  startsReady({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: rewritePodSpec(spec as Pod['spec'], {}, [], 'x/a', standIn),
  });
const ports = [{ name: 'http', containerPort: 80 }];

describe('startsReady', () => {
  it('is true for most pods', () => {
    assert.ok(of({ containers: [{ name: 'a' }] }));
    assert.ok(of({ containers: [{ name: 'a', ports, readinessProbe: { httpGet: { port: 'http' } } }] }));
    assert.ok(of({ containers: [{ name: 'a', ports, readinessProbe: { tcpSocket: { port: 80 } } }] }));
    assert.ok(of({ hostNetwork: true, containers: [{ name: 'a' }] }));
  });

  it('is false for a pod that asks for a file that is not there', () => {
    assert.ok(
      !of({ containers: [{ name: 'a', readinessProbe: { exec: { command: ['ls', '/var/ready'] } } }] }),
    );
  });

  it('is false where a probe asks a port that nobody listens on', () => {
    assert.ok(!of({ containers: [{ name: 'a', ports, readinessProbe: { httpGet: { port: 81 } } }] }));
    assert.ok(!of({ containers: [{ name: 'a', ports, readinessProbe: { httpGet: { port: 'metrics' } } }] }));
  });

  it('is false for a command that always fails and for gates that nobody opens', () => {
    assert.ok(!of({ containers: [{ name: 'a', readinessProbe: { exec: { command: ['false'] } } }] }));
    assert.ok(!of({ readinessGates: [{ conditionType: 'x' }], containers: [{ name: 'a' }] }));
  });

  it('is true for a pod without stand-ins: nobody can tell', () => {
    const containers = [{ name: 'a', image: 'nginx', readinessProbe: { httpGet: { port: 81 } } }];
    assert.ok(startsReady({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers } }));
  });
});
