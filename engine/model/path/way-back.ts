import { choiceOf, type Candidate, type Choice } from './choice.ts';
import { sourceSeen, type Packet } from './packet.ts';
import type { View } from './view.ts';

/**
 * A node that translates the destination and keeps the source must see the answer too. What came in from
 * another machine and goes on to an endpoint elsewhere is answered past this node, by an address that the
 * client never dialled. The rules prevent that by policy Local, unless a slice names a wrong node
 * (TestExternalTrafficPolicyLocal: local endpoints only).
 */
export function withWayBack(view: View, packet: Packet, choice: Choice): Choice {
  if (packet.hook !== 'prerouting' || packet.fromOwnPod) return choice;
  const isLost = ({ endpoint, ending }: Candidate): boolean =>
    ending.node !== packet.proxy.node &&
    ending.result !== 'timeout' &&
    sourceSeen(view, packet, false, endpoint.ip, ending) === packet.seen;
  if (!choice.candidates.some((candidate) => isLost(candidate))) return choice;
  return choiceOf(
    choice.candidates.map((candidate) =>
      isLost(candidate)
        ? {
            ...candidate,
            ending: { ...candidate.ending, result: 'timeout', why: wayPast(candidate, packet) },
          }
        : candidate,
    ),
  );
}

function wayPast({ endpoint, ending }: Candidate, packet: Packet): string {
  const who = ending.pod?.key ?? endpoint.ip;
  const where = ending.node ? `is on node ${ending.node.name}` : 'is outside the cluster';
  return `${who} ${where} and answers past node ${packet.proxy.node.name}, so its answer is not recognised`;
}
