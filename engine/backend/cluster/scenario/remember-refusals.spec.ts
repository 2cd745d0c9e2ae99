import assert from 'node:assert/strict';
import type { Flow, Observation, Result } from '../../../flow/index.ts';
import { RefusalMemory } from './remember-refusals.ts';

const met = (...results: Result[]): Observation[] =>
  results.map((result) => ({
    result,
    backends: [],
    trace: [],
    attempts: 1,
    outcomes: { [result]: 1 },
    tallies: [],
    milliseconds: 0,
  }));

const flows: readonly Flow[] = ['a:80', 'b:80'].map((to) => ({ from: { pod: 'client' }, to }));

describe('RefusalMemory', () => {
  it('takes silence after a refusal for a refusal, for a while', () => {
    let now = 0;
    const memory = new RefusalMemory(() => now);
    const fill = (...results: Result[]): Result[] =>
      memory.fill(flows, met(...results)).map(({ result }) => result);
    assert.deepEqual(fill('refused', 'timeout'), ['refused', 'timeout']);
    now = 5000;
    assert.deepEqual(fill('timeout', 'refused'), ['refused', 'refused']);
    assert.deepEqual(fill('unknown', 'timeout'), ['refused', 'refused']);
    now = 16_000;
    assert.deepEqual(fill('timeout', 'timeout'), ['timeout', 'refused']);
  });

  it('believes everything else at once', () => {
    const memory = new RefusalMemory(() => 0);
    memory.fill(flows, met('refused'));
    assert.deepEqual(
      memory.fill(flows, met('reached')).map(({ result }) => result),
      ['reached'],
    );
  });
});
