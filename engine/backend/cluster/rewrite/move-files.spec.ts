import assert from 'node:assert/strict';
import { moveFiles } from './move-files.ts';

describe('files of probes where a stand-in is not root', () => {
  const none = { readyFiles: [], liveFiles: [], startsReady: true };

  it('lie in a folder that it may write, for the kubelet and for the stand-in', () => {
    const probes = moveFiles(
      {
        readinessProbe: { exec: { command: ['ls', '/var/ready'] }, periodSeconds: 1 },
        livenessProbe: { exec: { command: ['sh', '-c', 'cat /tmp/alive'] } },
        readyFiles: ['/var/ready'],
        liveFiles: ['/tmp/alive'],
        startsReady: false,
      },
      '/state/web',
    );
    assert.deepEqual(probes, {
      readinessProbe: { exec: { command: ['ls', '/state/web/var/ready'] }, periodSeconds: 1 },
      livenessProbe: { exec: { command: ['sh', '-c', 'cat /state/web/tmp/alive'] } },
      readyFiles: ['/state/web/var/ready'],
      liveFiles: ['/state/web/tmp/alive'],
      startsReady: false,
    });
  });

  it('are nothing where probes ask for no file', () => {
    const readinessProbe = { httpGet: { path: '/var/ready', port: 80 } };
    assert.deepEqual(moveFiles({ ...none, readinessProbe }, '/state/web'), { ...none, readinessProbe });
    const failing = { exec: { command: ['false'] } };
    assert.deepEqual(moveFiles({ ...none, readinessProbe: failing }, '/x').readinessProbe, failing);
  });
});
