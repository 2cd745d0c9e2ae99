import { formatShare, LazyStep, type Affinity, type Step } from '../../flow/index.ts';
import { recall, type AffinityRule } from '../connections/affinity.ts';
import { affinityTraits } from '../connections/affinity-traits.ts';
import { recordOf, unrecorded, type AffinityRecord } from '../connections/connections.ts';
import type { Seen } from '../connections/seen.ts';
import { scopeOf } from '../connections/scope.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { EndpointSet } from '../proxy/usable.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';

/** One thing that a node may remember of a client. */
export interface Recollection {
  readonly probability: number;
  readonly seen: readonly Seen[];
  /** The endpoint that it leads to; nothing where the client is new to all. */
  readonly endpoint: string | undefined;
}

/** All that a node may remember of a client. */
export interface Remembered {
  readonly rule: AffinityRule;
  readonly scope: string;
  readonly before: AffinityRecord;
  readonly possible: readonly Recollection[];
  readonly said: Affinity;
}

/**
 * Session affinity ClientIP: a client that was here lately comes to the endpoint that it had, if that is among
 * those that the packet may use. The client is whoever has the source address that the packet has on this node,
 * before this node replaces it. Nothing where the Service has no affinity.
 */
export function recollect(
  { proxy, source, book }: Packet,
  rules: ServicePortRules,
  spot: Spot,
  set: EndpointSet,
  trace: Step[],
): Remembered | undefined {
  const { affinitySeconds: timeoutSeconds, protocol } = rules;
  if (timeoutSeconds === undefined) return undefined;
  const traits = affinityTraits[proxy.config.mode];
  const rule: AffinityRule = { traits, timeoutSeconds, protocol };
  const node = proxy.node.name;
  const scope = scopeOf(traits, rules, spot);
  const before = (book && recordOf(book.connections, node, scope, source)) ?? unrecorded;
  const possible = before.map(({ probability, value: seen }): Recollection => ({
    probability,
    seen,
    endpoint: recall(rule, seen, set.endpoints, book?.now ?? 0),
  }));
  const known = possible.filter(({ endpoint }) => endpoint !== undefined);
  // A sum of parts may be a last digit above 1.
  const remembered = Math.min(
    1,
    known.reduce((sum, { probability }) => sum + probability, 0),
  );
  trace.push(
    new LazyStep(
      'affinity',
      () => say(node, source, timeoutSeconds, remembered),
      () => rules.service.placeOf(['spec', 'sessionAffinity']),
    ),
  );
  return { rule, scope, before, possible, said: { client: source, node, timeoutSeconds, remembered } };
}

function say(node: string, client: string, timeoutSeconds: number, remembered: number): string {
  const who = `session affinity ClientIP: node ${node}`;
  const keeps = `it stays where it comes to until ${timeoutSeconds} s have passed without a new connection`;
  if (remembered === 0) return `${who} does not remember ${client}; ${keeps}`;
  if (remembered > 1 - 1e-9)
    return `${who} remembers ${client}, which comes to the same endpoint as last time`;
  return `${who} remembers ${client} with a chance of ${formatShare(remembered)}, and then it comes to the same endpoint as last time`;
}
