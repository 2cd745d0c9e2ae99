import {
  agree,
  check,
  isSame,
  type Answer,
  type Backend,
  type Flow,
  type Observation,
  type Prediction,
  type Witness,
} from '../flow/index.ts';
import { resolveAll } from '../model/index.ts';
import { connectionsToSeeAll } from '../stats/index.ts';
import type { FlowCheck } from './judge-flows.ts';
import { translateFlow } from './names/translate.ts';
import type { Participant } from './participant.ts';
import type { Session } from './session.ts';
import { stableFor } from './stable.ts';
import { attemptsToSeeStale } from './stale-attempts.ts';
import type { View } from './view.ts';

/** Longer waits are cut into pieces, so that what is predicted is looked at again between them. */
const pieceSeconds = 5;

/** So many answers alike in a row are rest, where nobody knows what to wait for. */
const restingAnswers = 5;

/** While waiting, a backend that is there may be overlooked once in so many times: it is asked for again. */
const waitingMiss = 1e-3;

/** Nobody is asked more often at a time while things change. */
const mostConnections = 1000;

/** What a back end holds, and what follows from it for the flows. */
interface Outlook {
  readonly view: View;
  readonly asked: readonly Flow[];
  readonly predicted: readonly Answer[];
  /** Connections of each flow that show whether it goes by rules or names of before. */
  readonly toSeeStale: readonly number[];
}

/** Waits until a cluster has come to rest, then takes the one sample that counts. */
export async function observe(
  session: Session,
  participant: Participant,
  checks: readonly FlowCheck[],
  predictions: readonly Prediction[],
  attempts: number,
): Promise<readonly Witness[]> {
  const { backEnd } = participant;
  const look = async (): Promise<Outlook> => outlookOf(await participant.view(session.model), checks);
  let outlook = await look();
  const deadline = performance.now() + session.deadlineSeconds * 1000;
  const isStable = stableFor(restingAnswers);
  for (;;) {
    const waiting = outlook.predicted.map((answer, index) => {
      const toSeeAll = Math.min(attempts, attemptsToSeeAll(answer));
      return Math.min(mostConnections, Math.max(toSeeAll, at(outlook.toSeeStale, index)));
    });
    const rests = restsWhen(outlook, checks, predictions, isStable, attempts > 1);
    const seconds = Math.max(0, Math.min(pieceSeconds, (deadline - performance.now()) / 1000));
    const { converged } = await backEnd.converge(outlook.asked, rests, seconds, {
      attempts: waiting,
    });
    if (converged || performance.now() >= deadline) break;
    outlook = await look();
  }
  const answers = await backEnd.answer(outlook.asked, { attempts });
  // The sample is never drawn again; but what it is held against may have changed meanwhile.
  if (!answers.every((answer, index) => agrees(outlook, answer, index))) outlook = await look();
  const { predicted, view } = outlook;
  return answers.map((answer, index) => ({
    backEnd: backEnd.name,
    answer,
    predicted: at(predicted, index),
    knowledge: view.knowledge,
  }));
}

/** A pod that is not there yet is nobody's mistake here: what can't be asked is unknown. */
function outlookOf(view: View, checks: readonly FlowCheck[]): Outlook {
  const asked = checks.map(({ flow }) => translateFlow(flow, view));
  const predicted = resolveAll(view.state, asked).map((answer): Answer => {
    if ('result' in answer) return answer;
    const reason = answer.map((problem) => problem.what).join('; ');
    return { result: 'unknown', backends: [], trace: [], reason: `${view.backEnd}: ${reason}` };
  });
  return { view, asked, predicted, toSeeStale: attemptsToSeeStale(asked, predicted, view.past()) };
}

/** Where the model's own prediction is not what is expected, a cluster can only be waited for to stand still. */
function restsWhen(
  outlook: Outlook,
  checks: readonly FlowCheck[],
  predictions: readonly Prediction[],
  isStable: ReturnType<typeof stableFor>,
  many: boolean,
): (answers: readonly (Answer | Observation)[]) => boolean {
  const foreseen = checks.map(({ expectation }, index) => {
    const { answer, knowledge } = at(predictions, index);
    return isSame(check(expectation, answer, knowledge));
  });
  return (answers) => {
    const still = isStable(answers);
    return answers.every((answer, index) => {
      const { expectation, settled } = at(checks, index);
      // Said of the way to what will be: nobody waits for the end of it.
      if (expectation.or) return true;
      if (!foreseen[index]) return still;
      if (settled && !settled(answer)) return false;
      // A backend that the node's rules do not have yet is only missed where many connections are made.
      if (many && !showsAll(at(outlook.predicted, index), answer)) return false;
      return isSame(check(expectation, answer, outlook.view.knowledge)) && agrees(outlook, answer, index);
    });
  };
}

/** The places that connections are predicted to reach. */
function reachable({ result, backends }: Answer): readonly Backend[] {
  return backends.filter((backend) => backend.probability > 0 && (backend.result ?? result) === 'reached');
}

function attemptsToSeeAll(predicted: Answer): number {
  const shares = reachable(predicted).map(({ probability }) => probability);
  return connectionsToSeeAll(shares, waitingMiss);
}

/** A client that its node remembers meets one of them only, however often it comes. */
function showsAll(predicted: Answer, answer: Answer): boolean {
  if (predicted.affinity) return true;
  const seen = new Set(reachable(answer).map(({ ip, port }) => `${ip} ${port}`));
  return reachable(predicted).every(({ ip, port }) => seen.has(`${ip} ${port}`));
}

function agrees({ view, predicted }: Outlook, answer: Answer | Observation, index: number): boolean {
  return isSame(agree(at(predicted, index), answer, view.knowledge));
}

/** An item that must be there: a back end answers every flow. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined)
    throw new Error(`a back end gave ${list.length} answers, number ${index + 1} is missing`);
  return item;
}
