import { isObservation, type Answer, type Flow, type Observation } from '../../flow/index.ts';
import type { Finding } from '../../report/index.ts';
import { failOnFindings } from '../failing.ts';
import { judgeFlows } from '../judge-flows.ts';
import { translateFlow } from '../names/translate.ts';
import { inWay, podOf, podsOf, waysOf, type Way } from '../pod-of-before.ts';
import type { Session } from '../session.ts';
import { checkDestination } from '../tables/destination.ts';
import type { Cell } from '../../stats/index.ts';
import { spreadTable } from './spread-table.ts';

/** Which pod all connections reach: whichever it is, that of the sentence before, or any other than that. */
export type WhichPod = 'any' | 'the same' | 'another';

/**
 * All of several connections, one after the other, reach one pod. On the model: whichever way the first goes, the
 * others can't go elsewhere. On a cluster one sample is judged, however its client was remembered before: what was
 * asked while waiting does not change who may be reached, it only settles it.
 */
export async function expectOnePod(
  session: Session,
  flow: Flow,
  connections: number,
  which: WhichPod = 'any',
): Promise<void> {
  checkDestination(flow.to, session.sentence.place);
  await session.ready();
  const { podOfBefore, model } = session;
  const asked = translateFlow(flow, model);
  const before = podOfBefore.ways;
  const expectation = { result: 'reached' } as const;
  const settled = (answer: Answer): boolean => podsOf(answer).length === 1;
  const ways =
    which === 'any' ? waysOf(model.state, asked) : before.flatMap((way) => onward(session, way, asked));
  const findings: Finding[] = [];
  const say = (backEnd: string, text: string): void => void findings.push({ backEnd, text });

  const checks = [{ flow, expectation, settled }];
  const verdicts = await judgeFlows(session, checks, connections);
  session.remember(verdicts, checks);
  const [verdict] = verdicts;
  if (!verdict) return;
  for (const text of verdict.expected.differences) say('model', text);
  if (findings.length === 0) {
    for (const text of onModel(session, asked, connections, which, ways, before)) say('model', text);
  }
  for (const { backEnd, answer, expected, predicted } of verdict.observed) {
    const texts = [...expected.differences, ...predicted.differences];
    if (texts.length === 0) texts.push(...onCluster(session, backEnd, podsOf(answer), which));
    for (const text of texts) say(backEnd, text);
  }
  podOfBefore.know(ways);
  const tables = [
    spreadTable('model', cellsOf(verdict.predicted)),
    ...verdict.observed.map(({ backEnd, answer }) => spreadTable(backEnd, cellsOf(answer))),
  ];
  await failOnFindings(session, findings, { found: tables.flat() });
}

/** Each pod with what it got, or may get. */
function cellsOf(answer: Answer | Observation): readonly Cell[] {
  const arrived = isObservation(answer) ? (answer.outcomes.reached ?? 0) : 0;
  return answer.backends.map((backend) => ({
    name: podOf(backend),
    count: Math.round(backend.probability * arrived),
    share: isObservation(answer) ? 1 : backend.probability,
  }));
}

/** Where the pod of before was known, it is known with what the new connection adds. */
function onward(session: Session, way: Way, asked: Flow): readonly Way[] {
  return waysOf(inWay(session.model.state, way), asked);
}

function onModel(
  session: Session,
  asked: Flow,
  connections: number,
  which: WhichPod,
  ways: readonly Way[],
  before: readonly Way[],
): readonly string[] {
  const { state } = session.model;
  if (which !== 'any' && before.length === 0) return ['no sentence before speaks of one pod'];
  if (connections > 1) {
    for (const way of ways) {
      const others = waysOf(inWay(state, way), asked).filter(({ pod }) => pod !== way.pod);
      if (others.length > 0)
        return [`if the first connection reaches ${way.pod}, the next may reach ${others[0]?.pod}`];
    }
  }
  if (which === 'any') return [];
  for (const way of before) {
    const wrong = onward(session, way, asked).find(({ pod }) => (pod === way.pod) !== (which === 'the same'));
    if (wrong) return [`${way.pod} was reached before, and now ${wrong.pod} may be`];
  }
  return [];
}

function onCluster(
  { podOfBefore }: Session,
  backEnd: string,
  pods: readonly string[],
  which: WhichPod,
): readonly string[] {
  const [pod, ...others] = pods;
  if (pod === undefined || others.length > 0)
    return [`connections reach ${pods.length} pods: ${pods.join(', ')}`];
  const before = podOfBefore.seenOn(backEnd);
  podOfBefore.show(backEnd, pod);
  if (which === 'any') return [];
  if (before === undefined) return ['no sentence before speaks of one pod'];
  return (before === pod) === (which === 'the same')
    ? []
    : [`connections reached ${before} before, and ${pod} now`];
}
