import assert from 'node:assert/strict';
import { ExitCode } from '../errors/index.ts';
import { RunOutcome } from './run-outcome.ts';

function exitCode(...types: readonly (string | undefined)[]): ExitCode {
  const outcome = new RunOutcome();
  outcome.see({ testStepFinished: { testStepResult: { status: 'PASSED' } } });
  for (const type of types) {
    const exception = type === undefined ? {} : { exception: { type } };
    outcome.see({ testStepFinished: { testStepResult: { status: 'FAILED', ...exception } } });
  }
  return outcome.exitCode;
}

describe('what a run means for the process', () => {
  it('is fine when nothing failed', () => assert.equal(exitCode(), ExitCode.asExpected));
  it('is input when only input was wrong', () => assert.equal(exitCode('UserError'), ExitCode.badInput));
  it('is the cluster when one could not be used', () => {
    assert.equal(exitCode('UserError', 'ClusterError'), ExitCode.clusterUnusable);
  });
  it('is expectations when any failed, of ours or of the user’s own', () => {
    assert.equal(exitCode('ClusterError', 'ExpectationFailed'), ExitCode.expectationsFailed);
    assert.equal(exitCode('AssertionError'), ExitCode.expectationsFailed);
    assert.equal(exitCode(undefined), ExitCode.expectationsFailed);
  });
});
