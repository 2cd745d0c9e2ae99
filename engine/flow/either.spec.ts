import assert from 'node:assert/strict';
import { check } from './check.ts';
import { formatExpectation, type Expectation } from './expectation.ts';
import { answer, backend, knowledge, observation } from './flow-data.spec.ts';
import { parseBackends } from './backend-pattern.ts';
import type { Answer } from './answer.ts';
import { judge, type VerdictKind } from './verdict.ts';

const one: Expectation = { result: 'reached', backends: parseBackends('pod web-1') };
const other: Expectation = { result: 'reached', backends: parseBackends('pod web-2') };
const refused: Expectation = { result: 'refused' };
const flow = { from: { pod: 'shop/client' }, to: 'web:80' };
const differences = (expectation: Expectation, given: Answer): readonly string[] =>
  check(expectation, given, knowledge).differences;

describe('one of several expectations', () => {
  it('is met by each connection by itself, and not all need to show', () => {
    const either = { ...one, or: [other, refused] };
    assert.deepEqual(differences(either, answer('reached', [backend(1), backend(2)])), []);
    assert.deepEqual(differences(either, answer('refused')), []);
    assert.deepEqual(differences(either, observation({ reached: 3, refused: 2 }, [backend(2)])), []);
  });

  it('is not met where a connection ends in no way that was said', () => {
    const either = { ...one, or: [refused] };
    assert.deepEqual(differences(either, observation({ reached: 3, timeout: 1 }, [backend(1)])), [
      'expected reaches, got timeout',
      'expected refused, got timeout',
    ]);
    const strange = differences(either, answer('reached', [backend(1), backend(2)]));
    assert.match(strange.join('\n'), /reaches web-2 .*, expected only web-1/);
    assert.doesNotMatch(strange.join('\n'), /reaches web-1/);
  });

  it('is met by nothing that is unknown', () =>
    assert.match(
      differences({ ...one, or: [refused] }, answer('unknown', [], { reason: 'nobody answers' })).join(),
      /nobody can tell/,
    ));

  it('says what it is', () =>
    assert.equal(formatExpectation({ ...one, or: [refused] }), 'either reaches web-1 or refused'));
});

describe('a verdict on the way to what will be', () => {
  const verdict = (predicted: Answer, observed: Answer): VerdictKind => {
    const witness = { backEnd: 'kind', answer: observed, predicted, knowledge };
    return judge(flow, { ...one, or: [refused] }, { answer: predicted, knowledge }, [witness]).kind;
  };

  it('lets a cluster be where it was before', () =>
    assert.equal(verdict(answer('refused'), observation({ reached: 5 }, [backend(1)])), 'pass'));

  it('has the cluster wrong where it never should be, and the model where that never ends so', () => {
    assert.equal(verdict(answer('refused'), observation({ timeout: 5 })), 'cluster-differs');
    assert.equal(verdict(answer('timeout'), observation({ refused: 5 })), 'model-is-wrong');
    assert.equal(verdict(answer('timeout'), observation({ timeout: 5 })), 'scenario-fails');
  });
});
