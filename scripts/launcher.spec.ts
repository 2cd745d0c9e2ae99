import { execa } from 'execa';
import assert from 'node:assert/strict';

/** Makes the program believe that it runs on another release of Node.js. */
function as(version: string): string {
  const text = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

describe('bin/reachform.js', () => {
  const start = (version: string) =>
    execa(process.execPath, ['--import', as(version), 'bin/reachform.js', '--version'], { reject: false });

  for (const version of ['20.20.2', '22.17.9']) {
    it(`says on Node.js ${version} what it needs`, async () => {
      const { exitCode, stdout, stderr } = await start(version);
      assert.deepEqual([exitCode, stdout], [3, '']);
      assert.match(
        stderr,
        new RegExp(`^error: Reachform needs a newer Node\\.js\\n {2}found {6}${version} `),
      );
      assert.match(stderr, /\n {2}expected {3}22\.18 or later\n/);
    });
  }

  for (const version of ['22.18.0', '24.0.0', '100.1.0']) {
    it(`runs on Node.js ${version}`, async () => {
      const { exitCode, stdout } = await start(version);
      assert.equal(exitCode, 0);
      assert.match(stdout, /^\d+\.\d+\.\d+$/);
    });
  }
});
