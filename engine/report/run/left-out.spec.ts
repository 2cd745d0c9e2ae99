import assert from 'node:assert/strict';
import { LeftOutCounter, leftOutLines, nothingRanLines } from './left-out.ts';

describe('scenarios that were left out', () => {
  it('are counted by back end and reason, and told most first', () => {
    const counter = new LeftOutCounter();
    counter.add('context:b', 'it has no second node');
    counter.add('context:a', 'it has no IPv6');
    counter.add('context:b', 'it has no IPv6');
    counter.add('context:b', 'it has no second node');
    assert.deepEqual(leftOutLines(counter.counts), [
      '2 scenarios not run on context:b: it has no second node',
      '1 scenario not run on context:a: it has no IPv6',
      '1 scenario not run on context:b: it has no IPv6',
    ]);
  });

  it('are told apart from back ends on which nothing ran', () => {
    assert.deepEqual(nothingRanLines(['kind', 'context:a']), [
      'nothing ran on context:a: every scenario was left out',
      'nothing ran on kind: every scenario was left out',
    ]);
  });

  it('are nothing where all ran', () => {
    assert.deepEqual(leftOutLines(new LeftOutCounter().counts), []);
  });
});
