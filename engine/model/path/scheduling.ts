import type { Scheduler } from '../schedulers/scheduler.ts';
import { lineUpsOf } from '../connections/connections.ts';
import { scopeOf } from '../connections/scope.ts';
import type { NodeProxy } from '../proxy/node-proxy.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import { processTurns, schedulers } from '../schedulers/index.ts';
import { newLineUp, type LineUps } from '../schedulers/line-up.ts';
import { schedule, type Scheduled } from '../schedulers/schedule.ts';
import type { Choice } from './choice.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';

/** Where a client goes that nobody remembers. */
export interface FreshTurns {
  readonly turns: readonly Pick<Scheduled, 'endpoint' | 'probability'>[];
  /** Only of a scheduler that goes by earlier connections. */
  readonly scheduler?: {
    readonly server: string;
    readonly before: LineUps | undefined;
    readonly turns: readonly Scheduled[];
    /** Empty where so much may be that nobody keeps account. */
    readonly after: LineUps;
  };
}

/** The scheduler of a proxy, or nothing where every connection is drawn anew. */
export function schedulerOf({ traits, config }: NodeProxy): Scheduler | undefined {
  if (traits.chooser === 'random') return undefined;
  return traits.chooser === 'ipvs' ? schedulers[config.ipvsScheduler] : processTurns;
}

/** What a scheduler goes by: a virtual server in ipvs, a port of a Service in a proxy process. */
export function serverOf(
  { traits }: NodeProxy,
  rules: ServicePortRules,
  spot: Pick<Spot, 'virtualKey'>,
): string {
  return scopeOf({ per: traits.chooser === 'ipvs' ? 'virtual server' : 'service port' }, rules, spot);
}

/** Who is next, with the chance of each. Nothing where so much may be that nobody can say. */
export function freshTurns(
  { proxy, source, book }: Packet,
  rules: ServicePortRules,
  spot: Spot,
  choice: Choice,
): FreshTurns | undefined {
  const scheduler = book && schedulerOf(proxy);
  const keys = choice.candidates.map(({ endpoint }) => endpoint.key);
  if (!scheduler || scheduler.uncounted) {
    // Whose turn it is first is as unknown as a draw.
    return { turns: keys.map((endpoint) => ({ endpoint, probability: 1 / keys.length })) };
  }
  const server = serverOf(proxy, rules, spot);
  const before = lineUpsOf(book.connections, proxy.node.name, server);
  if (before?.length === 0) return undefined;
  const rows = before ?? [{ probability: 1, value: newLineUp(keys) }];
  const arriving = { source, destination: spot.address, protocol: rules.protocol, now: book.now };
  const endings = new Map(choice.candidates.map(({ endpoint, ending }) => [endpoint.key, ending.result]));
  const { turns, after } = schedule(rows, scheduler, arriving, endings);
  return { turns, scheduler: { server, before, turns, after: after ?? [] } };
}
