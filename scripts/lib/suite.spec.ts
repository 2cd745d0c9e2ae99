import assert from 'node:assert/strict';
import { isGreen, summary } from './suite.ts';

const units = { name: 'units', passed: 8, failed: 0, seconds: 1.4 };
const features = { name: 'features', passed: 2, failed: 1, seconds: 3 };
const kind = { name: 'on kind', passed: 0, failed: 0, seconds: 0, notRun: 'kind is not installed' };

describe('the end of a test run', () => {
  it('has a line a suite, says what did not run and why, and ends with the total', () => {
    assert.deepEqual(summary([units, features, kind]).split('\n'), [
      '✓ units     8 passed, 0 failed  (1 s)',
      '✗ features  2 passed, 1 failed  (3 s)',
      '- on kind: not run. kind is not installed',
      '10 passed, 1 failed',
    ]);
  });

  it('is green without what could not run, but not without any test', () => {
    assert.equal(isGreen([units, kind]), true);
    assert.equal(isGreen([units, features]), false);
    assert.equal(isGreen([{ ...units, passed: 0 }]), false);
  });
});
