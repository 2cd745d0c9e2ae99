import { UserError, type Place, type Problem } from '../errors/index.ts';
import {
  judge,
  type Answer,
  type Expectation,
  type Flow,
  type Observation,
  type Prediction,
  type Verdict,
} from '../flow/index.ts';
import { resolveAll } from '../model/index.ts';
import { translateFlow } from './names/translate.ts';
import { at, observe } from './observe.ts';
import type { Session } from './session.ts';
import type { View } from './view.ts';

/** A flow and what is expected of it. */
export interface FlowCheck {
  readonly flow: Flow;
  readonly expectation: Expectation;
  /** The line of the table it comes from. */
  readonly place?: Place | undefined;
  /** What else a cluster must show before the sample that counts is taken. */
  readonly settled?: (answer: Answer | Observation) => boolean;
}

/** Answers flows on all back ends and holds expected, predicted and observed against each other. */
export async function judgeFlows(
  session: Session,
  checks: readonly FlowCheck[],
  attempts = 1,
): Promise<readonly Verdict[]> {
  await session.ready();
  const { model } = session;
  const predictions = predict(model, checks).map((answer): Prediction => ({
    answer,
    knowledge: model.knowledge,
  }));
  const witnesses = await Promise.all(
    session.participants.map((one) => observe(session, one, checks, predictions, attempts)),
  );
  session.connected(checks.map(({ flow }) => flow));
  const { warnings } = session.facts.settleCluster();
  return checks.map(({ flow, expectation }, index) => {
    const own = witnesses.map((list) => at(list, index));
    return withNotes(judge(flow, expectation, at(predictions, index), own), warnings);
  });
}

/** What is said of the cluster holds of every flow in it. */
function withNotes(verdict: Verdict, notes: readonly string[]): Verdict {
  const { expected } = verdict;
  return notes.length === 0
    ? verdict
    : { ...verdict, expected: { ...expected, notes: [...expected.notes, ...notes] } };
}

/** What the model says of flows from what a view holds; throws the problems of all that can't be asked. */
export function predict(view: View, checks: readonly FlowCheck[]): readonly Answer[] {
  const asked = checks.map(({ flow }) => translateFlow(flow, view));
  const problems: Problem[] = [];
  const answers = resolveAll(view.state, asked).flatMap((answer, index): Answer[] => {
    if ('result' in answer) return [answer];
    const where = checks[index]?.place;
    problems.push(...answer.map((problem) => ({ ...problem, where: problem.where ?? where })));
    return [];
  });
  if (problems.length > 0) throw new UserError(problems);
  return answers;
}
