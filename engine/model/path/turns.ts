import { LazyStep, type Affinity, type SchedulerSaid, type Step } from '../../flow/index.ts';
import { remember, type AffinityRule } from '../connections/affinity.ts';
import type { Draw, Turn } from '../connections/book.ts';
import { certain, gathered, times, type Chance } from '../connections/chance.ts';
import { gatherSeen, type Seen } from '../connections/seen.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { EndpointSet } from '../proxy/usable.ts';
import { lineUpKey, type LineUp } from '../schedulers/line-up.ts';
import { recollect, type Remembered } from './affinity.ts';
import { weighed, type Choice } from './choice.ts';
import type { Packet } from './packet.ts';
import { freshTurns, schedulerOf, type FreshTurns } from './scheduling.ts';
import type { Spot } from './spot.ts';

/** A choice that goes by earlier connections, and what the answer says of that. */
export interface TakenTurn {
  readonly choice: Choice;
  readonly affinity: Affinity | undefined;
  readonly scheduler: SchedulerSaid | undefined;
  /** Why nobody can say, or nothing if it is certain. */
  readonly doubt: string | undefined;
  /** To be noted in the book once it is known how the choice ends. */
  readonly draw: Draw | undefined;
  readonly rule: AffinityRule | undefined;
}

const tooManyWays =
  'so many orders of endpoints are possible after these changes that the model keeps no account of them';

/**
 * Who gets a connection: first the endpoint that the client is known to have, else who is next. Everything that may
 * be remembered is weighed by its chance.
 */
export function takeTurn(
  packet: Packet,
  rules: ServicePortRules,
  spot: Spot,
  set: EndpointSet,
  choice: Choice,
  trace: Step[],
): TakenTurn {
  const { proxy, book } = packet;
  const remembered = recollect(packet, rules, spot, set, trace);
  const scheduler = schedulerOf(proxy);
  const said = scheduler && { name: nameOf(packet), node: proxy.node.name };
  if (scheduler && set.endpoints.length > 1)
    trace.push(
      new LazyStep(
        'choice',
        () =>
          `${proxy.traits.chooser === 'ipvs' ? `scheduler ${nameOf(packet)}` : 'the proxy process'}: ${scheduler.about}`,
      ),
    );
  const fresh = freshTurns(packet, rules, spot, choice);
  // Who stood where is not known any more once a proxy process had to dial on.
  const dialsOn =
    proxy.traits.deadEndpoint === 'retried' &&
    choice.candidates.some(({ ending }) => ending.result !== 'reached');
  const isDrawn = (!scheduler || dialsOn) && (remembered?.said.remembered ?? 0) === 0;
  const common = { affinity: remembered?.said, scheduler: said, rule: remembered?.rule };
  if (proxy.traits.chooser === 'ipvs' && !scheduler && set.endpoints.length > 1) {
    const doubt = `the model does not know scheduler ${proxy.config.ipvsScheduler} of ipvs`;
    return { ...common, choice, doubt, draw: undefined };
  }
  if (!fresh) return { ...common, choice, doubt: tooManyWays, draw: undefined };
  const turns = turnsOf(remembered, fresh, book?.now ?? 0);
  const draw: Draw | undefined =
    book && (remembered || fresh.scheduler)
      ? {
          node: proxy.node.name,
          turns,
          affinity: remembered && {
            scope: remembered.scope,
            client: packet.source,
            before: remembered.before,
          },
          scheduler: fresh.scheduler && {
            server: fresh.scheduler.server,
            before: fresh.scheduler.before,
            after: afterAll(fresh.scheduler, remembered?.said.remembered ?? 0),
          },
        }
      : undefined;
  return { ...common, choice: isDrawn ? choice : weighed(choice, turns, spot), doubt: undefined, draw };
}

/**
 * What is remembered where a proxy process dialled on from dead endpoints: the client is recorded where it arrived.
 * How far the turn went on depends on who stood where, so whose turn it is next is as unknown as at the start.
 */
export function afterRetries(
  draw: Draw,
  rule: AffinityRule | undefined,
  tried: Choice,
  { book }: Packet,
): Draw {
  const even = 1 / tried.candidates.length;
  const turns = tried.candidates.map(({ endpoint: { key } }, i): Turn => ({
    endpoint: key,
    probability: tried.shares?.[i] ?? even,
    record: rule && certain(remember(rule, [], key, book?.now ?? 0)),
    rows: undefined,
  }));
  return { ...draw, turns, scheduler: draw.scheduler && { ...draw.scheduler, after: undefined } };
}

/** `rr`, `round robin` */
function nameOf({ proxy: { traits, config } }: Packet): string {
  return traits.chooser === 'ipvs' ? config.ipvsScheduler : 'round robin';
}

/** Who is remembered takes no turn of the scheduler. */
function afterAll(
  { before, after }: NonNullable<FreshTurns['scheduler']>,
  remembered: number,
): NonNullable<Draw['scheduler']>['after'] {
  if (remembered === 0 || !before || after.length === 0) return after;
  return gathered([...times(remembered, before), ...times(1 - remembered, after)], lineUpKey);
}

/** Remembered first, else in turn: every endpoint with its chance, and what is remembered if it is that one. */
function turnsOf(remembered: Remembered | undefined, fresh: FreshTurns, now: number): Turn[] {
  const parts = new Map<
    string | undefined,
    { records: Chance<readonly Seen[]>[]; rows: Chance<LineUp>[]; sum: number }
  >();
  const { scheduler } = fresh;
  const come = (
    endpoint: string | undefined,
    probability: number,
    seen: readonly Seen[] | undefined,
    rows: readonly Chance<LineUp>[] | undefined,
  ): void => {
    const part = parts.get(endpoint) ?? { records: [], rows: [], sum: 0 };
    parts.set(endpoint, part);
    part.sum += probability;
    if (remembered && seen) {
      const value = endpoint === undefined ? seen : remember(remembered.rule, seen, endpoint, now);
      part.records.push({ probability, value });
    }
    if (rows) part.rows.push(...times(probability, rows));
  };
  const inTurn = (probability: number, seen: readonly Seen[] | undefined): void => {
    for (const [i, turn] of fresh.turns.entries()) {
      come(turn.endpoint, probability * turn.probability, seen, scheduler?.turns[i]?.rows);
    }
  };
  if (!remembered) inTurn(1, undefined);
  for (const { probability, seen, endpoint } of remembered?.possible ?? []) {
    if (endpoint === undefined) inTurn(probability, seen);
    else come(endpoint, probability, seen, scheduler?.before);
  }
  return [...parts].map(([endpoint, { records, rows, sum }]) => ({
    endpoint,
    probability: Math.min(1, sum),
    record: remembered && gatherSeen(times(1 / sum, records)),
    rows: rows.length > 0 ? gathered(times(1 / sum, rows), lineUpKey) : undefined,
  }));
}
