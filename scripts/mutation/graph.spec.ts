import assert from 'node:assert/strict';
import { Graph } from './graph.ts';

describe('who depends on a file', () => {
  const dependents = new Graph(['engine']).dependents('engine/model/tables/hash-tree.ts');

  it('is itself, and who imports it, the nearest first', () => {
    assert.equal(dependents[0], 'engine/model/tables/hash-tree.ts');
    const [near, far] = ['engine/model/tables/persistent-map.ts', 'engine/model/resolve.ts'].map((file) =>
      dependents.indexOf(file),
    );
    assert.ok(near! > 0 && far! > near!);
  });

  it('is not what it imports itself, nor a stranger', () => {
    assert.ok(!dependents.includes('engine/model/stable-hash.ts'));
    assert.ok(!dependents.includes('engine/stats/spread.ts'));
  });
});
