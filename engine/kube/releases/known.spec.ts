import assert from 'node:assert/strict';
import { defaultVersion } from '../version.ts';
import { knownReleases, newestKnown, oldestKnown, settleRelease } from './known.ts';

describe('the releases that the model knows', () => {
  it('begin with the oldest, end with the newest, and hold the default', () => {
    assert.deepEqual([knownReleases[0], knownReleases.at(-1)], [oldestKnown, newestKnown]);
    assert.ok(knownReleases.some(({ minor }) => minor === defaultVersion.minor));
  });

  it('are taken as they are', () => {
    for (const version of knownReleases) assert.deepEqual(settleRelease(version), { version });
  });

  it('end where the model has no rules: older ones are refused', () => {
    const { problem } = settleRelease({ major: 1, minor: 16 });
    assert.match(problem?.what ?? '', /^Kubernetes 1\.16 is too old/);
    assert.equal(problem?.expected, '1.17 to 1.37');
  });

  it('stand in for newer ones, with a warning', () => {
    for (const version of [
      { major: 1, minor: 38 },
      { major: 2, minor: 0 },
    ]) {
      const { version: taken, warning, problem } = settleRelease(version);
      assert.deepEqual([taken, problem], [newestKnown, undefined]);
      assert.match(warning?.what ?? '', /is not known yet: the rules of 1\.37 stand in$/);
    }
  });
});
