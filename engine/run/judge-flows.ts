import { UserError, type Place, type Problem } from '../errors/index.ts';
import {
  agree,
  check,
  isSame,
  judge,
  type Answer,
  type Expectation,
  type Flow,
  type Observation,
  type Prediction,
  type Verdict,
  type Witness,
} from '../flow/index.ts';
import { resolveAll } from '../model/index.ts';
import { translateFlow } from './names/translate.ts';
import type { Participant } from './participant.ts';
import type { Session } from './session.ts';
import { stableFor } from './stable.ts';
import type { View } from './view.ts';

/** A flow and what is expected of it. */
export interface FlowCheck {
  readonly flow: Flow;
  readonly expectation: Expectation;
  /** The line of the table it comes from. */
  readonly place?: Place | undefined;
}

/** Longer waits are cut into pieces, so that what is predicted is looked at again between them. */
const pieceSeconds = 5;

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
  return checks.map(({ flow, expectation }, index) =>
    judge(
      flow,
      expectation,
      at(predictions, index),
      witnesses.map((list) => at(list, index)),
    ),
  );
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

/** Waits until a cluster has come to rest, then takes the one sample that counts. */
async function observe(
  session: Session,
  participant: Participant,
  checks: readonly FlowCheck[],
  predictions: readonly Prediction[],
  attempts: number,
): Promise<readonly Witness[]> {
  const { backEnd } = participant;
  const deadline = performance.now() + session.deadlineSeconds * 1000;
  const isStable = stableFor(5);
  let rested = false;
  while (!rested && performance.now() < deadline) {
    const view = await participant.view(session.model);
    const predicted = predict(view, checks);
    const rests = (answers: readonly (Answer | Observation)[]): boolean => {
      const still = isStable(answers);
      return answers.every((answer, index) =>
        foreseen(at(predictions, index), at(checks, index))
          ? isSame(check(at(checks, index).expectation, answer, view.knowledge)) &&
            isSame(agree(at(predicted, index), answer, view.knowledge))
          : still,
      );
    };
    const seconds = Math.min(pieceSeconds, (deadline - performance.now()) / 1000);
    const asked = checks.map(({ flow }) => translateFlow(flow, view));
    rested = (await backEnd.converge(asked, rests, Math.max(0, seconds))).converged;
  }
  const view = await participant.view(session.model);
  const asked = checks.map(({ flow }) => translateFlow(flow, view));
  const answers = await backEnd.answer(asked, { attempts });
  const predicted = predict(view, checks);
  return answers.map((answer, index) => ({
    backEnd: backEnd.name,
    answer,
    predicted: at(predicted, index),
    knowledge: view.knowledge,
  }));
}

/** Where the model's own prediction is not what is expected, a cluster can only be waited for to rest. */
function foreseen({ answer, knowledge }: Prediction, { expectation }: FlowCheck): boolean {
  return isSame(check(expectation, answer, knowledge));
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined)
    throw new Error(`a back end gave ${list.length} answers, number ${index + 1} is missing`);
  return item;
}
