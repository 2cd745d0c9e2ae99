import assert from 'node:assert/strict';
import { countScenarios } from './run-features.ts';

function scenario(id: string, ...statuses: string[]): string {
  const messages = [
    { testCaseStarted: { id } },
    ...statuses.map((status) => ({
      testStepFinished: { testCaseStartedId: id, testStepResult: { status } },
    })),
    { testCaseFinished: { testCaseStartedId: id, willBeRetried: false } },
  ];
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('');
}

describe('counting scenarios', () => {
  it('counts a scenario by its worst step', () => {
    const messages = [
      scenario('a', 'PASSED', 'PASSED'),
      scenario('b', 'PASSED', 'FAILED', 'SKIPPED'),
      scenario('c', 'UNDEFINED'),
      scenario('d', 'SKIPPED', 'SKIPPED'),
    ].join('');
    assert.deepEqual(countScenarios(messages), { passed: 1, failed: 2, skipped: 1 });
  });

  it('does not count an attempt that is tried again', () => {
    const again = scenario('a', 'FAILED').replace('"willBeRetried":false', '"willBeRetried":true');
    assert.deepEqual(countScenarios(again + scenario('b', 'PASSED')), { passed: 1, failed: 0, skipped: 0 });
  });
});
