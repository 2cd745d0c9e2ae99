import { parseDestination, type Flow, type Observation, type Result } from '../../../flow/index.ts';
import type { Attempt, Outcome, Reply } from '../programs/protocol.ts';
import { backendsOf, mostFrequent, sourceOf, talliesOf } from './backends-seen.ts';
import type { Reading } from './reading.ts';

/** A flow that nobody could tell anything about. */
export function unknown(flow: Flow, attempts: number, reason: string): Observation {
  return {
    ...(flow.id !== undefined && { id: flow.id }),
    result: 'unknown',
    backends: [],
    trace: [],
    reason,
    attempts,
    outcomes: { unknown: attempts },
    tallies: [{ target: '', count: attempts }],
    milliseconds: 0,
  };
}

/** All attempts of a flow as one observation. */
export function fold(flow: Flow, reply: Reply, reading: Reading): Observation {
  const attempts = withRepeats(reply, reading.limited);
  const results = attempts.map((attempt) => resultOf(attempt, flow, reading.dnsDown));
  const outcomes = count(results);
  const result = overall(outcomes);
  const total = attempts.length;
  if (result === 'unknown') {
    const strange = attempts.find((_, index) => results[index] === 'unknown');
    return unknown(
      flow,
      total,
      `${strange?.outcome ?? 'no attempt'}${strange?.errno ? `: ${strange.errno}` : ''}`,
    );
  }
  if (result !== 'reached' && result !== 'http' && !reading.controlled) {
    const reason = `${result}, but the client reached nothing else at that time either: its probe may be broken`;
    return unknown(flow, total, reason);
  }
  if (result === 'timeout' && reply.undecided === true) {
    const reason = 'too many refusals: the kernel held back more than could be asked for again in time';
    return unknown(flow, total, reason);
  }
  const arrived = attempts.filter((_, index) => results[index] === 'reached' || results[index] === 'http');
  const sources = arrived.map((attempt) => sourceOf(attempt, reading));
  const source = mostFrequent(sources);
  const status = arrived.find((attempt) => attempt.status !== undefined)?.status;
  const silent = attempts.find(({ outcome, errno }) => errno !== undefined && outcome !== 'reached')?.errno;
  const anonymous = arrived.length > 0 && arrived.every(({ identity }) => !identity);
  return {
    ...(flow.id !== undefined && { id: flow.id }),
    result,
    backends: backendsOf(arrived, sources, source, reading),
    ...(source && { source }),
    ...(status !== undefined && { status }),
    trace: [],
    ...(anonymous
      ? { reason: 'who answered did not say who it is' }
      : silent !== undefined && { reason: silent }),
    attempts: total,
    outcomes,
    tallies: talliesOf(attempts, arrived, reading),
    milliseconds: reply.milliseconds,
  };
}

const words: Readonly<Record<Outcome, Result>> = {
  reached: 'reached',
  refused: 'refused',
  timeout: 'timeout',
  // Nobody answers for the address; the kernel only says so sooner than a time-out would.
  unreachable: 'timeout',
  'no-name': 'no-name',
  'no-dns': 'unknown',
  reset: 'unknown',
  tls: 'tls-failure',
  other: 'unknown',
};

function resultOf(attempt: Attempt, flow: Flow, dnsDown: boolean): Result {
  if (attempt.outcome === 'no-dns' && dnsDown) return 'no-name';
  if (attempt.outcome === 'reached' && attempt.status !== undefined && isHttp(flow)) {
    return attempt.status >= 200 && attempt.status < 300 ? 'reached' : 'http';
  }
  return words[attempt.outcome];
}

function isHttp(flow: Flow): boolean {
  const destination = parseDestination(flow.to);
  return flow.http !== undefined || 'url' in destination;
}

/**
 * Where refusals are held back, one of them among silent attempts says what the others met, and so
 * does the refusal of a repeat.
 */
function withRepeats(reply: Reply, limited: boolean): readonly Attempt[] {
  const all = [...reply.attempts, ...(reply.repeats ?? [])];
  const refused = all.some(({ outcome }) => outcome === 'refused');
  const arrived = reply.attempts.some(({ outcome }) => outcome === 'reached');
  if (!limited || !refused || arrived) return reply.attempts;
  return reply.attempts.map((attempt) =>
    attempt.outcome === 'timeout' ? { ...attempt, outcome: 'refused' } : attempt,
  );
}

function count(results: readonly Result[]): Partial<Record<Result, number>> {
  const counts: Partial<Record<Result, number>> = {};
  for (const result of results) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

/** What can't be told spoils the whole; else one that arrived decides, then what was said before silence. */
const order: readonly Result[] = [
  'unknown',
  'reached',
  'http',
  'tls-failure',
  'refused',
  'timeout',
  'no-name',
];

function overall(outcomes: Partial<Record<Result, number>>): Result {
  return order.find((result) => (outcomes[result] ?? 0) > 0) ?? 'unknown';
}
