import assert from 'node:assert/strict';
import { supportGlobs } from './support-folders.ts';

describe('where step definitions are looked for', () => {
  const folders = (...features: string[]) =>
    supportGlobs(features, '/home/me').map((glob) => glob.split('/**')[0]);

  it('is beside the feature, or below the folder called features', () => {
    assert.deepEqual(folders('shop/web.feature'), ['shop']);
    assert.deepEqual(folders('features/web.feature', 'features/deep/er/db.feature:7'), ['features']);
    assert.deepEqual(folders('a/features/deep/b.feature'), ['a/features']);
  });

  it('is never the whole working directory, where node_modules lies', () => {
    assert.deepEqual(folders('web.feature'), []);
  });

  it('is a glob even where a folder looks like a file', () => {
    assert.deepEqual(supportGlobs(['v1.0/web.feature'], '/home/me'), ['v1.0/**/*.@(js|cjs|mjs)']);
  });
});
