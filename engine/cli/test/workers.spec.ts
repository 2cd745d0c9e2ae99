import assert from 'node:assert/strict';
import { workersFor } from './workers.ts';

describe('how many processes run scenarios', () => {
  it('is this one alone for the model, for recorded runs and for few scenarios', () => {
    assert.equal(workersFor(200, ['model']), 0);
    assert.equal(workersFor(200, ['model', 'recorded:kind']), 0);
    assert.equal(workersFor(3, ['model', 'kind']), 0);
  });

  it('is several on a cluster, and never more than there is to do', () => {
    assert.equal(workersFor(200, ['model', 'kind'], 4), 4);
    assert.equal(workersFor(5, ['context:staging'], 4), 3);
  });
});
