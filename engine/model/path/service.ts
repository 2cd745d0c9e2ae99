import { LazyStep, type SourceSeen, type Step } from '../../flow/index.ts';
import { inRange } from '../../kube/index.ts';
import { isLoopback } from '../network/network.ts';
import type { Match } from '../proxy/rule-set.ts';
import type { EndpointSet, Usable } from '../proxy/usable.ts';
import type { Choice } from './choice.ts';
import { refused, timeout, unhandled, unknown, type Outcome } from './outcome.ts';
import { hidden, sourceSeen, type Packet } from './packet.ts';
import type { Spot } from './spot.ts';
import { reasonOfSet, sayMatch, saySource, sayUsable } from './words.ts';
import type { View } from './view.ts';
import { withWayBack } from './way-back.ts';

/** Which endpoints a policy lets a packet choose from, and whether its source is replaced. */
interface Policy {
  readonly set: EndpointSet;
  readonly masquerade: boolean;
}

/**
 * A packet has met a Service: policy, endpoints, choice, source, in the order in which a node's rules
 * have them (pkg/proxy/iptables and nftables syncProxyRules).
 */
export function throughService(view: View, packet: Packet, match: Match, spot: Spot, trace: Step[]): Outcome {
  const { proxy } = packet;
  const { rules } = match;
  trace.push(matchStep(match, spot, proxy.stale ? proxy.node.name : undefined));
  if (!proxy.traits.served) {
    return unknown(`the model does not know Services in proxy mode ${proxy.config.mode} yet`);
  }
  const usable = proxy.usable(rules);
  if (isFiltered(packet, match, spot, usable, trace)) return timeout;
  if (!usable.any) return nobody(packet, match, spot, usable, trace);

  const { set, masquerade } = policyFor(packet, match, usable);
  trace.push(usableStep(packet, match, usable, set));
  if (set.endpoints.length === 0) {
    const say = (): string => 'dropped: something exists, but nothing that this packet may use: no answer';
    trace.push(new LazyStep('drop', say, () => policyPlace(match)));
    return timeout;
  }
  const drawn = view.choice(proxy.node, rules, set);
  const choice = masquerade ? drawn : withWayBack(view, packet, drawn);
  return deliver(view, packet, choice, masquerade, trace);
}

/** Ranges filter the load balancer address only, by the source as it is here (TestLoadBalancer). */
function isFiltered(packet: Packet, match: Match, spot: Spot, usable: Usable, trace: Step[]): boolean {
  const { proxy, source } = packet;
  const { sourceRanges, service } = match.rules;
  if (match.entry !== 'load balancer address' || sourceRanges.length === 0) return false;
  if (!usable.any && !proxy.traits.filtersWithoutEndpoints) return false;
  const inside = (address: string): boolean => sourceRanges.some((range) => inRange(address, range));
  const primary = proxy.node.primary[spot.family];
  const allowed = inside(source) || (source === spot.address && primary !== undefined && inside(primary));
  trace.push(
    new LazyStep(
      'source-ranges',
      () =>
        `source ${source} is ${allowed ? '' : 'not '}in ${sourceRanges.join(', ')}${allowed ? '' : ': dropped, no answer'}`,
      () => service.placeOf(['spec', 'loadBalancerSourceRanges']),
    ),
  );
  return !allowed;
}

/** Nothing is usable anywhere: rejected (TestNoEndpointsReject), but for a gap that iptables mode has. */
function nobody(packet: Packet, match: Match, spot: Spot, usable: Usable, trace: Step[]): Outcome {
  const { proxy, hook } = packet;
  trace.push(usableStep(packet, match, usable, usable.cluster));
  const external = match.entry === 'external IP' || match.entry === 'load balancer address';
  if (external && hook === 'output' && !proxy.traits.rejectsOwnProcesses && spot.owner?.kind !== 'node') {
    const reason = `what a process of node ${proxy.node.name} sends to ${spot.address} is not rejected and leaves the node`;
    trace.push(new LazyStep('routing', () => reason));
    return unhandled(reason);
  }
  trace.push(new LazyStep('reject', () => 'rejected: nothing usable exists anywhere: refused at once'));
  return refused;
}

/** TestInternalTrafficPolicy, TestExternalTrafficPolicyLocal, TestInternalExternalMasquerade. */
function policyFor(packet: Packet, { entry, rules }: Match, usable: Usable): Policy {
  const { proxy, source } = packet;
  const detector = proxy.detectors[rules.family];
  const isPod = detector.isPod(source, packet.fromOwnPod);
  if (entry === 'cluster IP') {
    const masquerade = proxy.config.masqueradeAll || (detector.exists && !isPod);
    return { set: rules.internalLocal ? usable.local : usable.cluster, masquerade };
  }
  if (!rules.externalLocal) return { set: usable.cluster, masquerade: true };
  if (isPod) return { set: usable.cluster, masquerade: false };
  if (packet.hook === 'output' || isLoopback(source) || proxy.node.addresses.includes(source)) {
    return { set: usable.cluster, masquerade: true };
  }
  return { set: usable.local, masquerade: false };
}

function deliver(view: View, packet: Packet, choice: Choice, masquerade: boolean, trace: Step[]): Outcome {
  const { result } = choice;
  trace.push(...choice.steps);
  if (result !== 'reached') return { result, backends: choice.backends, reason: reasonOfSet(choice) };
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

function usableStep(packet: Packet, match: Match, usable: Usable, set: EndpointSet): Step {
  return new LazyStep(
    'usable-endpoints',
    () => sayUsable(packet, match, usable, set),
    () => policyPlace(match),
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
