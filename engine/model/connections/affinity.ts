import type { Protocol } from '../../kube/index.ts';
import type { AffinityTraits } from './affinity-traits.ts';
import type { Seen } from './seen.ts';

/** Session affinity of a service port as it is now. */
export interface AffinityRule {
  readonly traits: AffinityTraits;
  readonly timeoutSeconds: number;
  readonly protocol: Protocol;
}

/** How long the kernel of an ipvs node keeps the entry of a short connection (`tcp_timeouts`, `udp_timeouts`). */
const entrySeconds: Readonly<Record<Protocol, number>> = { TCP: 120, UDP: 300, SCTP: 2 };
const templateLooksEvery = 60;

/** Whether a record still counts. */
export function isLive({ traits, timeoutSeconds }: AffinityRule, { at, until }: Seen, now: number): boolean {
  const end = traits.keepsItsTimeout ? until : at + timeoutSeconds;
  return traits.lastsThroughTimeout ? now <= end : now < end;
}

/**
 * Where a client with these records goes: the first of the endpoints, in their order, that has seen it lately.
 * Nothing if it is new to all.
 */
export function recall(
  rule: AffinityRule,
  seen: readonly Seen[],
  endpoints: readonly { readonly key: string }[],
  now: number,
): string | undefined {
  const live = new Set(seen.filter((one) => isLive(rule, one, now)).map(({ endpoint }) => endpoint));
  return live.size === 0 ? undefined : endpoints.find(({ key }) => live.has(key))?.key;
}

/** The records of a client after it has come to an endpoint: every new connection makes them young again. */
export function remember(
  rule: AffinityRule,
  seen: readonly Seen[],
  endpoint: string,
  now: number,
): readonly Seen[] {
  const others = rule.traits.several
    ? seen.filter((one) => one.endpoint !== endpoint && isLive(rule, one, now))
    : [];
  const mine: Seen = { endpoint, at: now, until: now + lifetime(rule) };
  return [...others, mine].sort((a, b) => (a.endpoint < b.endpoint ? -1 : 1));
}

/** A template that has run out but still controls connections gets another minute. */
function lifetime({ traits, timeoutSeconds, protocol }: AffinityRule): number {
  if (!traits.outlivedByConnections) return timeoutSeconds;
  const missing = entrySeconds[protocol] - timeoutSeconds;
  return timeoutSeconds + Math.max(0, Math.ceil(missing / templateLooksEvery)) * templateLooksEvery;
}
