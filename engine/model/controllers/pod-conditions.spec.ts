import assert from 'node:assert/strict';
import { withConditions } from './pod-conditions.ts';

describe('conditions that are set', () => {
  it('replace those of their type, and leave the others in their order', () => {
    const ready = { type: 'Ready', status: 'True' } as const;
    const [first, second] = [
      { type: 'Initialized', status: 'True' },
      { type: 'PodScheduled', status: 'True' },
    ] as const;
    const before = {
      phase: 'Running',
      conditions: [first, { type: 'Ready', status: 'False' }, second],
    } as const;
    assert.deepEqual(withConditions(before, [ready]), {
      phase: 'Running',
      conditions: [first, second, ready],
    });
    assert.deepEqual(withConditions(undefined, [ready]), { conditions: [ready] });
    assert.deepEqual(withConditions({}, [ready]), { conditions: [ready] });
  });
});
