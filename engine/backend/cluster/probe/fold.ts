import type { Backend, Flow, Observation, Result, SourceSeen, Tally } from '../../../flow/index.ts';
import { parseDestination } from '../../../flow/index.ts';
import type { Names } from '../names/world.ts';
import type { Attempt, Outcome, Reply } from '../programs/protocol.ts';
import type { AddressBook } from './address-book.ts';

/** What a reply is read against. */
export interface Reading {
  readonly names: Names;
  readonly addresses: AddressBook;
  /** True while the scenario has stopped all DNS servers: no answer then means no such name. */
  readonly dnsDown: boolean;
  /** True if this client reached something known at the same time. */
  readonly controlled: boolean;
  /** True where the kernel may hold back refusals. */
  readonly limited: boolean;
  /** The port that was dialled. */
  readonly port: number;
}

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

function sourceOf(attempt: Attempt, { addresses, names }: Reading): SourceSeen | undefined {
  const seen = attempt.identity?.client.address;
  if (seen === undefined || attempt.local === undefined) return undefined;
  if (seen === attempt.local) return { kept: true, address: seen };
  const node = addresses.nodeOf(seen);
  return { kept: false, address: seen, ...(node !== undefined && { node: names.scenarioNode(node) }) };
}

function mostFrequent(sources: readonly (SourceSeen | undefined)[]): SourceSeen | undefined {
  const counts = new Map<string, { source: SourceSeen; count: number }>();
  for (const source of sources) {
    if (!source) continue;
    const key = keyOf(source);
    counts.set(key, { source, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (keyOf(a.source) < keyOf(b.source) ? -1 : 1),
  )[0]?.source;
}

function keyOf(source: SourceSeen): string {
  return `${source.kept} ${source.address ?? ''}`;
}

function backendsOf(
  arrived: readonly Attempt[],
  sources: readonly (SourceSeen | undefined)[],
  common: SourceSeen | undefined,
  reading: Reading,
): readonly Backend[] {
  const groups = new Map<string, { backend: Omit<Backend, 'probability'>; count: number }>();
  let known = 0;
  for (const [index, attempt] of arrived.entries()) {
    const backend = backendOf(attempt, reading);
    if (!backend) continue;
    known += 1;
    const source = sources[index];
    const key = `${backend.ip}:${backend.port} ${backend.pod ?? ''}`;
    const differs = source && common && keyOf(source) !== keyOf(common);
    const group = groups.get(key) ?? { backend: { ...backend, ...(differs && { source }) }, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { backend, count }]) => ({ ...backend, probability: count / known }));
}

/** Who answered: by its own word, else by the address if that is a pod's. */
function backendOf(
  attempt: Attempt,
  { names, addresses, port }: Reading,
): Omit<Backend, 'probability'> | undefined {
  const { identity, address } = attempt;
  if (!identity) {
    const pod = address === undefined ? undefined : addresses.pod(address);
    return pod && address !== undefined
      ? { ...podOf(pod.metadata.namespace ?? '', pod.metadata.name, names), ip: address, port }
      : undefined;
  }
  const sameFamily = (candidate: string): boolean =>
    candidate.includes(':') === (attempt.address ?? candidate).includes(':');
  const ip =
    identity.server.address !== undefined && identity.addresses.includes(identity.server.address)
      ? identity.server.address
      : (identity.addresses.find(sameFamily) ?? identity.addresses[0] ?? identity.server.address ?? '');
  return {
    ...(identity.pod !== '' && podOf(identity.namespace, identity.pod, names)),
    ip,
    port: identity.server.port,
    ...(identity.node !== '' && { node: names.scenarioNode(identity.node) }),
  };
}

function podOf(namespace: string, name: string, names: Names): { readonly pod: string } {
  return { pod: `${names.scenarioNamespace(namespace) ?? namespace}/${name}` };
}

function talliesOf(
  attempts: readonly Attempt[],
  arrived: readonly Attempt[],
  reading: Reading,
): readonly Tally[] {
  const counts = new Map<string, number>();
  const add = (target: string, by: number): void => {
    if (by > 0) counts.set(target, (counts.get(target) ?? 0) + by);
  };
  for (const attempt of arrived) {
    const backend = backendOf(attempt, reading);
    add(backend ? (backend.pod ?? `${backend.ip}:${backend.port}`) : (attempt.address ?? ''), 1);
  }
  add('', attempts.length - arrived.length);
  return [...counts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([target, count]) => ({ target, count }));
}
