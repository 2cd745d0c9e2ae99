import type { HeldSeen } from '../../backend/back-end.ts';
import type { Flow } from '../../flow/index.ts';
import { askHeld, type HeldTurn } from '../../model/index.ts';
import type { Finding } from '../../report/index.ts';
import { failOnFindings } from '../failing.ts';
import { podOf } from '../pod-of-before.ts';
import { poll } from '../poll.ts';
import type { Session } from '../session.ts';
import { checkDestination } from '../tables/destination.ts';

/** What is said of the connection that is held open. */
export type HeldExpectation = 'a pod' | 'same pod' | 'another pod' | 'over' | 'silent' | 'refused';

const inWords: Readonly<Record<HeldExpectation, string>> = {
  'a pod': 'reaches a pod',
  'same pod': 'still reaches the same pod',
  'another pod': 'reaches another pod',
  over: 'is over',
  silent: 'gets no answer',
  refused: 'is refused',
};

/** A scenario has one such connection at a time. */
const theOne = 'the connection';

/** Opens a connection on all back ends that stays open; over UDP a socket that keeps sending. */
export async function holdOpen(session: Session, flow: Flow): Promise<void> {
  checkDestination(flow.to, session.sentence.place);
  await session.hold(theOne, flow);
}

/** What comes of something that is sent over it: on the model whichever way it went, on a cluster until it is so. */
export async function expectHeld(session: Session, expected: HeldExpectation): Promise<void> {
  await session.ready();
  const { turns } = askHeld(session.model.state, theOne);
  const findings: Finding[] = [];
  const wrong = turns.find((turn) => !isSo(expected, kindOf(turn), turn));
  if (wrong)
    findings.push({ backEnd: 'model', text: `expected that it ${inWords[expected]}; ${sayTurn(wrong)}` });
  session.askedHeld(theOne);
  for (const { backEnd, first } of session.heldOn(theOne)) {
    const last = await poll(
      async (): Promise<HeldSeen> =>
        (await backEnd.askHeld?.(theOne)) ?? { kind: 'unknown', reason: 'it holds none' },
      (seen) => seenIsSo(expected, seen, first),
      session.deadlineSeconds,
    );
    if (!seenIsSo(expected, last, first)) {
      findings.push({
        backEnd: backEnd.name,
        text: `expected that it ${inWords[expected]}; ${saySeen(last, first)}`,
      });
    }
  }
  await failOnFindings(session, findings);
}

type Kind = HeldTurn['outcome']['kind'];

function kindOf({ outcome }: HeldTurn): Kind {
  return outcome.kind;
}

function isSo(expected: HeldExpectation, kind: Kind, { first, outcome }: HeldTurn): boolean {
  if (expected === 'a pod') return kind === 'reached';
  if (expected !== 'same pod' && expected !== 'another pod') return kind === expected;
  if (outcome.kind !== 'reached') return false;
  const same = first !== undefined && podOf(first) === podOf(outcome.backend);
  return same === (expected === 'same pod');
}

function sayTurn({ first, outcome }: HeldTurn): string {
  const began = first ? `if it went to ${podOf(first)}, ` : '';
  switch (outcome.kind) {
    case 'reached':
      return `${began}it reaches ${podOf(outcome.backend)}`;
    case 'refused':
      return `${began}it is refused`;
    default:
      return `${began}it is ${outcome.kind}: ${outcome.why}`;
  }
}

function seenIsSo(expected: HeldExpectation, seen: HeldSeen, first: string | undefined): boolean {
  if (expected === 'a pod') return seen.kind === 'reached';
  if (expected !== 'same pod' && expected !== 'another pod') return seen.kind === expected;
  return seen.kind === 'reached' && (seen.pod === first) === (expected === 'same pod');
}

function saySeen(seen: HeldSeen, first: string | undefined): string {
  switch (seen.kind) {
    case 'reached':
      return `it reaches ${seen.pod}, and at first ${first ?? 'nobody'}`;
    case 'unknown':
      return `nobody can tell: ${seen.reason}`;
    default:
      return `it is ${seen.kind}`;
  }
}
