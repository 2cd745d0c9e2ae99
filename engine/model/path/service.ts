import { LazyStep, type SourceSeen, type Step } from '../../flow/index.ts';
import { hasDrawnHints } from '../drawn-hints.ts';
import type { Match } from '../proxy/claims.ts';
import type { EndpointSet, Usable } from '../proxy/usable.ts';
import type { Choice } from './choice.ts';
import { podsOf } from './ending.ts';
import { refused, timeout, unhandled, unknown, type Outcome } from './outcome.ts';
import { hidden, sourceSeen, type Packet } from './packet.ts';
import { endpointNotes } from './endpoint-notes.ts';
import { policyFor } from './policy.ts';
import { isFiltered } from './source-ranges.ts';
import type { Spot } from './spot.ts';
import { reasonOfSet, sayMatch, sayRejected, saySource, sayUsable } from './words.ts';
import type { View } from './view.ts';
import { afterRetries, takeTurn } from './turns.ts';
import { closed, retried } from './userspace.ts';
import { withWayBack } from './way-back.ts';

/**
 * A packet has met a Service: policy, endpoints, choice, source, in the order in which a node's rules
 * have them (pkg/proxy/iptables and nftables syncProxyRules).
 */
export function throughService(view: View, packet: Packet, match: Match, spot: Spot, trace: Step[]): Outcome {
  const { proxy } = packet;
  const { rules } = match;
  trace.push(matchStep(match, spot, proxy.stale ? proxy.node.name : undefined));
  const usable = proxy.usable(rules);
  if (isFiltered(packet, match, spot, usable, trace)) return timeout;
  if (usable.doubt !== undefined) return inDoubt(usable.doubt, trace);
  if (!usable.any) return nobody(view, packet, match, spot, usable, trace);

  const { set, masquerade } = policyFor(packet, match, usable);
  trace.push(usableStep(view, packet, match, usable, set));
  const doubt = set.endpoints.length === 0 ? usable.gap : whyChance(set, proxy.node.zone);
  if (doubt !== undefined) return inDoubt(doubt, trace);
  if (set.endpoints.length === 0) return nothingHere(packet, match, trace);
  const drawn = view.choice(proxy.node, rules, set);
  const isPlain = rules.affinitySeconds === undefined && proxy.traits.chooser === 'random';
  const turn = isPlain ? undefined : takeTurn(packet, rules, spot, set, drawn, trace);
  if (turn?.doubt !== undefined) return unknown(turn.doubt);
  const chosen = turn?.choice ?? drawn;
  const tried = proxy.traits.deadEndpoint === 'retried' ? retried(chosen, drawn, rules.protocol) : chosen;
  const choice = masquerade ? tried : withWayBack(view, packet, tried);
  const outcome = deliver(view, senderOf(packet), choice, masquerade, trace);
  if (!turn) return outcome;
  if (turn.draw)
    packet.book?.draws.push(tried === chosen ? turn.draw : afterRetries(turn.draw, turn.rule, tried, packet));
  return { ...outcome, affinity: turn.affinity, scheduler: turn.scheduler };
}

function inDoubt(reason: string, trace: Step[]): Outcome {
  trace.push(new LazyStep('usable-endpoints', () => reason));
  return unknown(reason);
}

/** Why nobody can say which endpoints have a hint for this zone, or nothing if that is certain. */
function whyChance({ hints, endpoints }: EndpointSet, zone = ''): string | undefined {
  const isDrawn = hints === 'zone' && endpoints.some(({ slice }) => hasDrawnHints(slice.object, zone));
  return isDrawn
    ? `which endpoints serve zone ${zone} is left to chance: the controller could lend it several, and takes any`
    : undefined;
}

/** Nothing is usable anywhere: rejected (TestNoEndpointsReject), but for a gap that iptables mode has. */
function nobody(
  view: View,
  packet: Packet,
  match: Match,
  spot: Spot,
  usable: Usable,
  trace: Step[],
): Outcome {
  const { proxy, hook } = packet;
  trace.push(usableStep(view, packet, match, usable, usable.cluster));
  if (proxy.traits.withoutEndpoints === 'close') return closed(spot, trace);
  const external = match.entry === 'external IP' || match.entry === 'load balancer address';
  const isRejected = hook !== 'output' || proxy.traits.rejectsOwnProcesses === 'always';
  if (external && !isRejected && spot.owner?.kind !== 'node') {
    const reason = `what a process of node ${proxy.node.name} sends to ${spot.address} is not rejected and leaves the node`;
    trace.push(new LazyStep('routing', () => reason));
    return unhandled(reason);
  }
  trace.push(new LazyStep('reject', () => sayRejected(usable)));
  return refused;
}

/** Something is usable, but not from here under policy Local (TestInternalTrafficPolicy). */
function nothingHere({ proxy }: Packet, match: Match, trace: Step[]): Outcome {
  if (proxy.traits.localPolicy === 'strict') {
    const say = (): string => 'dropped: something exists, but nothing that this packet may use: no answer';
    trace.push(new LazyStep('drop', say, () => policyPlace(match)));
    return timeout;
  }
  const say = (): string =>
    'rejected: something exists, but nothing that this packet may use: refused at once';
  trace.push(new LazyStep('reject', say, () => policyPlace(match)));
  return refused;
}

/** Who sends what a backend gets: the packet's client, or the proxy itself in a connection of its own. */
function senderOf(packet: Packet): Packet {
  return packet.proxy.traits.clusterIPSource === 'always' ? { ...packet, hook: 'output' } : packet;
}

function deliver(view: View, packet: Packet, choice: Choice, masquerade: boolean, trace: Step[]): Outcome {
  const { result } = choice;
  trace.push(...choice.steps);
  if (result !== 'reached') {
    const refusedBy = podsOf(choice.candidates.map(({ ending }) => ending));
    return { result, backends: choice.backends, reason: reasonOfSet(choice), refusedBy };
  }
  const common: SourceSeen = masquerade ? hidden(packet.proxy) : packet.seen;
  if (choice.allPods && (masquerade || !choice.addresses.has(packet.source))) {
    trace.push(sourceStep(common));
    return { result, backends: choice.backends, source: common };
  }
  const seen = choice.candidates.map(({ endpoint, ending }) =>
    sourceSeen(view, packet, masquerade, endpoint.ip, ending),
  );
  const [first] = seen;
  const shared = first && seen.every((one) => one === first) ? first : common;
  trace.push(sourceStep(shared));
  const backends = choice.backends.map((backend, i) => {
    const source = seen[i];
    return source === undefined || source === shared ? backend : { ...backend, source };
  });
  return { result, backends, source: shared };
}

const sourceSteps = new WeakMap<SourceSeen, Step>();

export function sourceStep(seen: SourceSeen): Step {
  let step = sourceSteps.get(seen);
  if (!step) sourceSteps.set(seen, (step = new LazyStep('source-address', () => saySource(seen))));
  return step;
}

function matchStep(match: Match, spot: Spot, staleOn: string | undefined): Step {
  return new LazyStep(
    'destination',
    () => sayMatch(match, spot, staleOn),
    () => match.rules.service.placeOf(match.path),
  );
}

function usableStep(view: View, packet: Packet, match: Match, usable: Usable, set: EndpointSet): Step {
  return new LazyStep(
    'usable-endpoints',
    () => sayUsable(packet, match, usable, set),
    () => policyPlace(match),
    () => endpointNotes(view, packet, match, usable, set),
  );
}

function policyPlace({ entry, rules }: Match): ReturnType<typeof rules.service.placeOf> {
  const { service } = rules;
  if (entry === 'cluster IP' && rules.internalLocal)
    return service.placeOf(['spec', 'internalTrafficPolicy']);
  if (entry !== 'cluster IP' && rules.externalLocal)
    return service.placeOf(['spec', 'externalTrafficPolicy']);
  return service.placeOf(['spec', 'selector']);
}
