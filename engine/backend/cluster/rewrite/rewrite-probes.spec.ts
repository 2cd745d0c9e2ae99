import assert from 'node:assert/strict';
import type { LooseContainer } from './loose.ts';
import { ownReadiness, rewriteProbes } from './rewrite-probes.ts';

const quick = {
  initialDelaySeconds: 0,
  periodSeconds: 1,
  timeoutSeconds: 5,
  successThreshold: 1,
  failureThreshold: 1,
};
const httpHeaders = [{ name: 'reachform-probe', value: 'readiness' }];
const rewrite = (
  container: Partial<LooseContainer>,
  listens: (port: number | string) => boolean = () => true,
) => {
  const whole: LooseContainer = { name: 'a', ...container };
  return rewriteProbes(whole, [whole], listens);
};

describe('rewriteProbes', () => {
  it('keeps port and path of a readiness probe, and marks it', () => {
    const { readinessProbe } = rewrite({
      readinessProbe: { httpGet: { path: '/ok', port: 'http', scheme: 'HTTPS' }, periodSeconds: 30 },
    });
    assert.deepEqual(readinessProbe, { httpGet: { path: '/ok', port: 'http', httpHeaders }, ...quick });
  });

  it('asks by HTTP where TCP or gRPC was asked: a stand-in can say no to that', () => {
    const wanted = { httpGet: { path: '/', port: 5432, httpHeaders }, ...quick };
    assert.deepEqual(rewrite({ readinessProbe: { tcpSocket: { port: 5432 } } }).readinessProbe, wanted);
    assert.deepEqual(rewrite({ readinessProbe: { grpc: { port: 5432 } } }).readinessProbe, wanted);
  });

  it('keeps a command that asks for a file, which is not there at first', () => {
    const result = rewrite({ readinessProbe: { exec: { command: ['ls', '/var/ready'] } } });
    assert.deepEqual(result.readinessProbe, { exec: { command: ['ls', '/var/ready'] }, ...quick });
    assert.deepEqual(result.readyFiles, ['/var/ready']);
    assert.equal(result.startsReady, false);
  });

  it('starts ready where the container makes its file', () => {
    const result = rewrite({
      args: ['touch', '/tmp/ok'],
      readinessProbe: { exec: { command: ['cat', '/tmp/ok'] } },
    });
    assert.equal(result.startsReady, true);
  });

  it('keeps a command that always fails, and gives up others', () => {
    assert.deepEqual(rewrite({ readinessProbe: { exec: { command: ['false'] } } }).readinessProbe, {
      exec: { command: ['false'] },
      ...quick,
    });
    assert.equal(
      rewrite({ readinessProbe: { exec: { command: ['pg_isready'] } } }).readinessProbe,
      undefined,
    );
  });

  it('asks for life by TCP, and only where somebody listens', () => {
    const probe = { httpGet: { path: '/', port: 80 }, periodSeconds: 7 };
    assert.deepEqual(rewrite({ livenessProbe: probe }).livenessProbe, {
      periodSeconds: 7,
      tcpSocket: { port: 80 },
    });
    assert.equal(rewrite({ livenessProbe: probe }, () => false).livenessProbe, undefined);
    assert.equal(rewrite({ startupProbe: probe }, () => false).startupProbe, undefined);
  });

  it('keeps a file that liveness asks for there all the time', () => {
    const livenessProbe = { exec: { command: ['cat', '/tmp/healthy'] } };
    const result = rewrite({ livenessProbe });
    assert.deepEqual(result.livenessProbe, livenessProbe);
    assert.deepEqual(result.liveFiles, ['/tmp/healthy']);
    assert.equal(result.startsReady, true);
  });

  it('gives nothing to a container without probes', () => {
    assert.deepEqual(rewrite({}), { readyFiles: [], liveFiles: [], startsReady: true });
  });
});

describe('ownReadiness', () => {
  it('asks the control port every second', () => {
    assert.deepEqual(ownReadiness(61080), { httpGet: { path: '/', port: 61080, httpHeaders }, ...quick });
  });
});
