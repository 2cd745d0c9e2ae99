import assert from 'node:assert/strict';
import { formatVersion, isAtLeast, parseVersion } from './version.ts';

describe('a release of Kubernetes', () => {
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['1.35', '1.35'],
    ['v1.33.1', '1.33'],
    ['1.30+', '1.30'],
    ['v1.37.0-rc.1', '1.37'],
    ['kindest/node:v1.34.0@sha256:0123', '1.34'],
    ['localhost:5000/node:v1.31.2', '1.31'],
    ['1', undefined],
    ['latest', undefined],
    ['kindest/node', undefined],
    ['', undefined],
  ];
  for (const [text, version] of texts) {
    it(`"${text}" is ${version ?? 'none'}`, () => {
      const parsed = parseVersion(text);
      assert.equal(parsed && formatVersion(parsed), version);
    });
  }

  it('is compared by numbers', () => {
    assert.ok(isAtLeast({ major: 1, minor: 35 }, '1.4'));
    assert.ok(isAtLeast({ major: 1, minor: 34 }, '1.34'));
    assert.ok(!isAtLeast({ major: 1, minor: 9 }, '1.10'));
    assert.ok(isAtLeast({ major: 2, minor: 0 }, '1.99'));
  });
});
