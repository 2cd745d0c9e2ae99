import { isLoopback } from '../network/network.ts';
import { choiceOf, type Candidate, type Choice } from './choice.ts';
import type { Ending } from './ending.ts';
import { sourceSeen, type Packet } from './packet.ts';
import type { View } from './view.ts';

/**
 * Why an answer from there does not find back, in words; nothing if it does. `ending` is where a packet goes
 * that keeps its source.
 */
export function wayBackProblem(
  view: View,
  packet: Packet,
  address: string,
  ending: Pick<Ending, 'at' | 'node' | 'pod'>,
): string | undefined {
  const isStranger = ending.at !== 'node' || ending.node !== packet.proxy.node;
  if (!isStranger || !isLoopback(packet.source)) return undefined;
  if (sourceSeen(view, packet, false, address, ending) !== packet.seen) return undefined;
  return `${ending.pod?.key ?? address} drops what claims to come from ${packet.source}`;
}

/**
 * A node that translates the destination and keeps the source must see the answer too. What came in from
 * another machine and goes on to an endpoint elsewhere is answered past this node, by an address that the
 * client never dialled. The rules prevent that by policy Local, unless a slice names a wrong node
 * (TestExternalTrafficPolicyLocal: local endpoints only).
 */
export function withWayBack(view: View, packet: Packet, choice: Choice): Choice {
  if (packet.fromOwnPod || (packet.hook === 'output' && !isAmbiguous(packet))) return choice;
  const candidates = choice.candidates.map((candidate) => {
    const { endpoint, ending } = candidate;
    if (ending.result === 'timeout') return candidate;
    const why =
      wayPast(view, packet, candidate) ??
      wayToAnother(view, packet, candidate) ??
      wayBackProblem(view, packet, endpoint.ip, ending);
    return why === undefined
      ? candidate
      : { endpoint, ending: { ...ending, result: 'timeout' as const, why } };
  });
  return candidates.every((candidate, i) => candidate === choice.candidates[i])
    ? choice
    : choiceOf(candidates, choice.shares);
}

/** Other machines have the same address. */
function isAmbiguous({ proxy, source }: Packet): boolean {
  return isLoopback(source) || proxy.holds(source);
}

/** A Service's address that every node has (kube-ipvs0) is no sender to answer: whoever answers means its own node. */
function wayToAnother(view: View, packet: Packet, { endpoint, ending }: Candidate): string | undefined {
  const { proxy, source } = packet;
  if (!proxy.holds(source) || ending.node === proxy.node) return undefined;
  if (sourceSeen(view, packet, false, endpoint.ip, ending) !== packet.seen) return undefined;
  return `${ending.pod?.key ?? endpoint.ip} answers ${source}, which other nodes have as well, so node ${proxy.node.name} gets no answer`;
}

function wayPast(view: View, packet: Packet, { endpoint, ending }: Candidate): string | undefined {
  if (packet.hook !== 'prerouting' || ending.node === packet.proxy.node) return undefined;
  if (sourceSeen(view, packet, false, endpoint.ip, ending) !== packet.seen) return undefined;
  const who = ending.pod?.key ?? endpoint.ip;
  const where = ending.node ? `is on node ${ending.node.name}` : 'is outside the cluster';
  return `${who} ${where} and answers past node ${packet.proxy.node.name}, so its answer is not recognised`;
}
