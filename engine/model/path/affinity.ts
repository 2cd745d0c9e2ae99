import { formatShare, LazyStep, type Affinity, type Step } from '../../flow/index.ts';
import { recall, remember, type AffinityRule } from '../connections/affinity.ts';
import { affinityTraits } from '../connections/affinity-traits.ts';
import type { Turn } from '../connections/book.ts';
import type { Chance } from '../connections/chance.ts';
import { recordOf, unrecorded } from '../connections/connections.ts';
import { gatherSeen, type Seen } from '../connections/seen.ts';
import { scopeOf } from '../connections/scope.ts';
import type { Match } from '../proxy/claims.ts';
import type { EndpointSet } from '../proxy/usable.ts';
import { weighed, type Choice } from './choice.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';

/** A choice by a client that may be remembered, and what the answer says about that. */
export interface StickyChoice {
  readonly choice: Choice;
  readonly affinity: Affinity;
}

/**
 * Session affinity ClientIP: a client that was here lately comes to the endpoint that it had, if that is among
 * those that the packet may use; anybody else to any of them, and is remembered. The client is whoever has the
 * source address that the packet has on this node, before this node replaces it.
 */
export function stick(
  packet: Packet,
  { rules }: Match,
  spot: Spot,
  set: EndpointSet,
  choice: Choice,
  trace: Step[],
): StickyChoice {
  const { proxy, source, book } = packet;
  const traits = affinityTraits[proxy.config.mode];
  const timeoutSeconds = rules.affinitySeconds ?? 0;
  const rule: AffinityRule = { traits, timeoutSeconds, protocol: rules.protocol };
  const node = proxy.node.name;
  const scope = scopeOf(traits, rules, spot);
  const before = (book && recordOf(book.connections, node, scope, source)) ?? unrecorded;
  const now = book?.now ?? 0;

  const chances = new Map<string, number>();
  const records = new Map<string, Chance<readonly Seen[]>[]>();
  const come = (endpoint: string, probability: number, seen: readonly Seen[]): void => {
    // A sum of parts may be a last digit above 1.
    chances.set(endpoint, Math.min(1, (chances.get(endpoint) ?? 0) + probability));
    const list = records.get(endpoint) ?? [];
    list.push({ probability, value: remember(rule, seen, endpoint, now) });
    records.set(endpoint, list);
  };
  let remembered = 0;
  const even = 1 / set.endpoints.length;
  for (const { probability, value: seen } of before) {
    const known = recall(rule, seen, set.endpoints, now);
    if (known === undefined) {
      for (const { key } of set.endpoints) come(key, probability * even, seen);
    } else {
      remembered = Math.min(1, remembered + probability);
      come(known, probability, seen);
    }
  }
  book?.draws.push({ node, scope, client: source, before, turns: turnsOf(chances, records) });
  trace.push(
    new LazyStep(
      'affinity',
      () => say(node, source, timeoutSeconds, remembered),
      () => rules.service.placeOf(['spec', 'sessionAffinity']),
    ),
  );
  return {
    choice: remembered === 0 && choice.shares === undefined ? choice : weighed(choice, chances),
    affinity: { client: source, node, timeoutSeconds, remembered },
  };
}

function turnsOf(
  chances: ReadonlyMap<string, number>,
  records: ReadonlyMap<string, Chance<readonly Seen[]>[]>,
): Turn[] {
  return [...chances].map(([endpoint, probability]) => {
    const list = records.get(endpoint) ?? [];
    const within = list.map((one) => ({ ...one, probability: one.probability / probability }));
    return { endpoint, probability, record: gatherSeen(within) };
  });
}

function say(node: string, client: string, timeoutSeconds: number, remembered: number): string {
  const who = `session affinity ClientIP: node ${node}`;
  const keeps = `it stays where it comes to until ${timeoutSeconds} s have passed without a new connection`;
  if (remembered === 0) return `${who} does not remember ${client}; ${keeps}`;
  if (remembered > 1 - 1e-9)
    return `${who} remembers ${client}, which comes to the same endpoint as last time`;
  return `${who} remembers ${client} with a chance of ${formatShare(remembered)}, and then it comes to the same endpoint as last time`;
}
