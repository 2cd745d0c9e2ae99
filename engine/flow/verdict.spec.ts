import assert from 'node:assert/strict';
import type { Answer } from './answer.ts';
import { answer, backend, knowledge, observation } from './flow-data.spec.ts';
import { judge, type VerdictKind } from './verdict.ts';

const flow = { from: { pod: 'shop/client' }, to: 'web:80' };
const reached = answer('reached', [backend(1)]);
const timeout = answer('timeout');
const seenReached = observation({ reached: 1 }, [backend(1)]);
const seenTimeout = observation({ timeout: 1 });
const seenRefused = observation({ refused: 1 });

const kind = (
  predicted: Answer,
  ...observed: readonly { answer: Answer; predicted?: Answer }[]
): VerdictKind =>
  judge(
    flow,
    { result: 'reached' },
    { answer: predicted, knowledge },
    observed.map((one) => ({
      backEnd: 'kind',
      answer: one.answer,
      predicted: one.predicted ?? predicted,
      knowledge,
    })),
  ).kind;

describe('a verdict on the model alone', () => {
  it('is whether the prediction is expected', () => {
    assert.equal(kind(reached), 'pass');
    assert.equal(kind(timeout), 'scenario-fails');
    assert.equal(kind(answer('unknown')), 'unknown');
  });
});

describe('a verdict on expected, predicted and observed', () => {
  it('passes when all three agree', () => {
    assert.equal(kind(reached, { answer: seenReached }), 'pass');
  });

  it('blames the scenario when prediction and observation agree on something else', () => {
    assert.equal(kind(timeout, { answer: seenTimeout }), 'scenario-fails');
  });

  it('blames the model when the cluster does what is expected and not predicted', () => {
    assert.equal(kind(timeout, { answer: seenReached }), 'model-is-wrong');
  });

  it('blames the model when the cluster’s own objects lead it to another prediction', () => {
    assert.equal(kind(reached, { answer: seenReached, predicted: timeout }), 'model-is-wrong');
    assert.equal(kind(timeout, { answer: seenReached, predicted: reached }), 'model-is-wrong');
  });

  it('blames the cluster when it does neither', () => {
    assert.equal(kind(reached, { answer: seenTimeout }), 'cluster-differs');
    assert.equal(kind(timeout, { answer: seenRefused }), 'cluster-differs');
  });

  it('blames the cluster when only its own objects explain what it does', () => {
    assert.equal(kind(reached, { answer: seenTimeout, predicted: timeout }), 'cluster-differs');
  });

  it('never passes what nobody can tell', () => {
    const unknown = observation({ unknown: 1 });
    assert.equal(kind(reached, { answer: unknown }), 'unknown');
    assert.equal(kind(reached, { answer: seenReached, predicted: answer('unknown') }), 'unknown');
    assert.equal(kind(reached, { answer: seenReached }, { answer: unknown }), 'unknown');
  });

  it('is the worst of several back ends', () => {
    assert.equal(kind(reached, { answer: seenReached }, { answer: seenTimeout }), 'cluster-differs');
    assert.equal(kind(timeout, { answer: seenTimeout }, { answer: seenReached }), 'model-is-wrong');
  });
});
