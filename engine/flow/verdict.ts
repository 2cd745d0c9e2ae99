import { agree } from './agree.ts';
import type { Answer } from './answer.ts';
import type { Knowledge } from './backend-pattern.ts';
import { check } from './check.ts';
import { isSame, same, type Comparison } from './comparison.ts';
import type { Expectation } from './expectation.ts';
import type { Flow } from './flow.ts';
import type { Observation } from './observation.ts';
import { outcomesOf } from './outcome.ts';

/**
 * What came of a flow.
 *
 * - `pass`: expected, predicted and observed agree
 * - `scenario-fails`: predicted and observed agree, but somebody expected otherwise
 * - `cluster-differs`: what a cluster did was neither expected nor predicted
 * - `model-is-wrong`: a cluster did what was expected and not what was predicted; a bug of the product
 * - `unknown`: somebody can't tell
 */
export type VerdictKind = (typeof bySeverity)[number];

const bySeverity = ['pass', 'scenario-fails', 'cluster-differs', 'model-is-wrong', 'unknown'] as const;

/** What one back end says of a flow, and what it is held against. */
export interface Witness {
  readonly backEnd: string;
  readonly answer: Answer | Observation;
  /** What the model predicts from the objects that this back end holds. */
  readonly predicted: Answer;
  /** What is known of the objects that this back end holds. */
  readonly knowledge: Knowledge;
}

/** What one back end's answer amounts to. */
export interface WitnessVerdict {
  readonly backEnd: string;
  readonly answer: Answer | Observation;
  readonly expected: Comparison;
  readonly predicted: Comparison;
}

export interface Verdict {
  readonly kind: VerdictKind;
  readonly flow: Flow;
  readonly expectation: Expectation;
  readonly predicted: Answer;
  /** The prediction held against the expectation. */
  readonly expected: Comparison;
  readonly observed: readonly WitnessVerdict[];
}

/** What the model predicts from what was declared. */
export interface Prediction {
  readonly answer: Answer;
  readonly knowledge: Knowledge;
}

/** Holds expected, predicted and observed against each other. Says the worst where back ends differ. */
export function judge(
  flow: Flow,
  expectation: Expectation,
  prediction: Prediction,
  witnesses: readonly Witness[],
): Verdict {
  const expected = check(expectation, prediction.answer, prediction.knowledge);
  const observed = witnesses.map((witness): WitnessVerdict => {
    const { backEnd, answer, predicted, knowledge } = witness;
    return {
      backEnd,
      answer,
      expected: check(expectation, answer, knowledge),
      // What the model predicts is the end, and this was said of the way there.
      predicted: expectation.or ? same : agree(predicted, answer, knowledge),
    };
  });
  const unsure = [prediction.answer, ...witnesses.flatMap(({ answer, predicted }) => [answer, predicted])];
  const kinds: VerdictKind[] = unsure.some((answer) => isUnknown(answer))
    ? ['unknown']
    : observed.map((one) => kindOf(isSame(expected), isSame(one.expected), isSame(one.predicted)));
  if (kinds.length === 0) kinds.push(isSame(expected) ? 'pass' : 'scenario-fails');
  const kind = bySeverity[Math.max(...kinds.map((one) => bySeverity.indexOf(one)))] ?? 'unknown';
  return { kind, flow, expectation, predicted: prediction.answer, expected, observed };
}

function isUnknown(answer: Answer | Observation): boolean {
  return outcomesOf(answer).some((outcome) => outcome.result === 'unknown');
}

/**
 * `foreseen`: the model's own prediction meets the expectation. It can differ from the prediction
 * that the observation is held against, because a cluster's controllers may have made other objects
 * than the model's.
 */
function kindOf(foreseen: boolean, asExpected: boolean, asPredicted: boolean): VerdictKind {
  if (asExpected) return foreseen && asPredicted ? 'pass' : 'model-is-wrong';
  return asPredicted && !foreseen ? 'scenario-fails' : 'cluster-differs';
}
