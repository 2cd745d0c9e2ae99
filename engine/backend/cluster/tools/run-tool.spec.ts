import assert from 'node:assert/strict';
import { ClusterError } from '../../../errors/index.ts';
import { failedTool, missingTool, runTool, tryTool } from './run-tool.ts';

describe('runTool', () => {
  it('returns what the program says, and gives it its input', async () => {
    const script = 'process.stdin.pipe(process.stdout)';
    assert.equal(await runTool(process.execPath, ['-e', script], { input: 'words' }), 'words');
  });

  it('throws what it said last, with the command to paste', async () => {
    const script = 'console.error("it is broken"); process.exit(4)';
    await assert.rejects(runTool(process.execPath, ['-e', script]), (error: unknown) => {
      assert.ok(error instanceof ClusterError);
      assert.match(error.message, /failed with exit code 4/);
      assert.match(error.message, /it is broken/);
      assert.match(error.message, /-e 'console\.error\("it is broken"\); process\.exit\(4\)'/);
      return true;
    });
  });

  it('says which program is missing and how to get it', async () => {
    await assert.rejects(tryTool('no-such-program', []), /no-such-program is not on this machine's PATH/);
    assert.equal(
      missingTool('kind').message,
      [
        "error: kind is not on this machine's PATH",
        '  expected   kind, to work with a real cluster',
        '  try        install kind (https://kind.sigs.k8s.io/docs/user/quick-start/#installation), or run with --on model',
      ].join('\n'),
    );
  });

  it('gives up on a program that takes too long', async () => {
    const { exitCode, stderr } = await tryTool(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
      timeoutMs: 300,
    });
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /no answer in time/);
  });
});

describe('failedTool', () => {
  it('sees that the Docker daemon is not there', () => {
    const stderr = 'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?';
    const error = failedTool('docker', ['ps'], { stdout: '', stderr, exitCode: 1 });
    assert.match(error.message, /^error: the Docker daemon does not answer/);
    assert.match(error.message, /try {8}start Docker, or run with --on model/);
  });

  it('shows the last lines only', () => {
    const stderr = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n');
    const error = failedTool('kind', ['create'], { stdout: '', stderr, exitCode: 1 });
    assert.doesNotMatch(error.message, /line 11\b/);
    assert.match(error.message, /line 12\b/);
  });
});
