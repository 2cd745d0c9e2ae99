import { formatAnswer, LazyStep, type Step } from '../../flow/index.ts';
import type { Claim, Match } from '../proxy/claims.ts';
import { unknown, type Outcome } from './outcome.ts';
import type { Packet } from './packet.ts';
import { throughService } from './service.ts';
import type { Spot } from './spot.ts';
import type { View } from './view.ts';

/**
 * A packet has met a Service, and perhaps several: nothing keeps Services from claiming one external IP or load
 * balancer address, and the order of their rules is that of a Go map (pkg/proxy ServicePortMap). Where they would
 * answer alike, that is the answer; else nobody can tell.
 */
export function throughMatch(view: View, packet: Packet, match: Match, spot: Spot, trace: Step[]): Outcome {
  const mapped =
    packet.proxy.hasAddress(spot.address) &&
    view.network.hostPort(packet.proxy.node, spot.port, spot.protocol, spot.address);
  if (mapped) {
    const reason = `service ${match.rules.key} has ${match.entry} ${spot.text}, and pod ${mapped.pod.key} has hostPort ${spot.port} on node ${packet.proxy.node.name}: which one wins depends on what was there first`;
    trace.push(new LazyStep('destination', () => reason));
    return unknown(reason);
  }
  const outcome = throughService(view, packet, match, spot, trace);
  if (match.rivals.length === 0) return outcome;
  const claims: readonly Claim[] = [match, ...match.rivals];
  const outcomes = [
    outcome,
    ...match.rivals.map((rival) => throughService(view, packet, { ...rival, rivals: [] }, spot, [])),
  ];
  const key = (one: Outcome): string => JSON.stringify({ ...one, refusedBy: undefined });
  const same = outcomes.every((one) => key(one) === key(outcome));
  if (same) return outcome;
  const ways = outcomes.map(
    ({ result, backends }, i) =>
      `${claims[i]?.rules.key ?? ''}: ${formatAnswer({ result, backends, trace: [] })}`,
  );
  return unknown(
    `several Services claim ${spot.text}, and which one wins is not defined (${ways.join('; ')})`,
  );
}
