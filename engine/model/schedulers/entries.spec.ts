import assert from 'node:assert/strict';
import type { Result } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import { entryOf } from './entries.ts';

describe('how long the kernel of an ipvs node counts a short connection, and as what', () => {
  const rows: readonly (readonly [Protocol, Result, active: boolean, seconds: number, state: string])[] = [
    ['TCP', 'reached', false, 120, 'TIME_WAIT'],
    ['TCP', 'refused', false, 10, 'CLOSE'],
    ['TCP', 'timeout', true, 120, 'SYN_SENT'],
    ['UDP', 'reached', true, 300, 'NORMAL'],
    ['UDP', 'timeout', true, 300, 'NORMAL'],
    ['SCTP', 'reached', false, 2, 'CLOSED'],
  ];
  for (const [protocol, result, active, seconds, state] of rows) {
    it(`${protocol}, ${result}: ${state}`, () =>
      assert.deepEqual(entryOf(protocol, result, 1000), { active, until: 1000 + seconds, count: 1 }));
  }
});
