import type { Answer } from './answer.ts';
import { combine, differs, isSame, same, type Comparison } from './comparison.ts';
import type { Expectation } from './expectation.ts';
import type { Observation } from './observation.ts';
import { outcomesOf } from './outcome.ts';

/** Every expectation that is as good as the others: the first, then those behind `or`. */
export function alternativesOf({ or = [], ...first }: Expectation): readonly Expectation[] {
  return [first, ...or];
}

/**
 * Whether each connection ends as one of several expectations has it; not all of them need to show.
 *
 * @param check holds one connection against one expectation
 */
export function checkEither(
  alternatives: readonly Expectation[],
  answer: Answer | Observation,
  check: (expectation: Expectation, one: Answer | Observation) => Comparison,
): Comparison {
  const found = connectionsOf(answer).map((one): Comparison => {
    const comparisons = alternatives.map((alternative) => check(alternative, one));
    return comparisons.find((comparison) => isSame(comparison)) ?? combine(...comparisons);
  });
  const wrong = found.filter((comparison) => !isSame(comparison));
  const notes = combine(same, ...found).notes;
  return wrong.length === 0 ? { differences: [], notes } : differs(...combine(...wrong).differences);
}

/** The answer as if each way in which a connection can go were the only one. */
function connectionsOf(answer: Answer | Observation): readonly (Answer | Observation)[] {
  return outcomesOf(answer).flatMap(({ result, backends }) => {
    const ways =
      backends.length > 0 ? backends.map((backend) => [{ ...backend, probability: 1, result }]) : [[]];
    return ways.map((way) => ({ ...answer, ...alone(answer, result), result, backends: way }));
  });
}

function alone(answer: Answer | Observation, result: string): object {
  return 'attempts' in answer ? { attempts: 1, outcomes: { [result]: 1 } } : {};
}
