import type { SourceSeen } from '../../flow/index.ts';
import type { Book } from '../connections/book.ts';
import type { NodeProxy } from '../proxy/node-proxy.ts';
import type { Ending } from './ending.ts';
import type { View } from './view.ts';

/** A first packet where it meets the rules of a node. */
export interface Packet {
  readonly proxy: NodeProxy;
  /** Its source address here; the client's, unless a node before this one has replaced it. */
  readonly source: string;
  /** What a backend would see if nothing else replaced it. */
  readonly seen: SourceSeen;
  /** It starts on this node's own network (OUTPUT), or comes in by an interface (PREROUTING). */
  readonly hook: 'output' | 'prerouting';
  /** It comes from a pod of this very node. */
  readonly fromOwnPod: boolean;
  /** What nodes remember of earlier connections, and what they will of this one; nothing if nobody was ever seen. */
  readonly book: Book | undefined;
}

const hiddenBehind = new WeakMap<object, SourceSeen>();

/** Hidden behind some address of the node: which one depends on the interface by which the packet leaves. */
export function hidden(proxy: NodeProxy): SourceSeen {
  let seen = hiddenBehind.get(proxy.node);
  if (!seen) hiddenBehind.set(proxy.node, (seen = { kept: false, node: proxy.node.name }));
  return seen;
}

/**
 * The source that a place sees. Masquerading acts on what leaves the node or starts on it, so a packet that comes
 * in and stays on the node keeps its source; a pod that is its own endpoint is masqueraded in any case; and the pod
 * network hides what a node passes on to neither itself nor a pod (kindnet's ip-masq), pods above all.
 */
export function sourceSeen(
  view: View,
  packet: Pick<Packet, 'proxy' | 'source' | 'seen' | 'hook'>,
  masquerade: boolean,
  address: string,
  place: Pick<Ending, 'at' | 'node'>,
): SourceSeen {
  const { proxy } = packet;
  const staysHere = place.at === 'node' && place.node === proxy.node;
  const leaves = packet.hook === 'output' || !staysHere;
  if (leaves && (masquerade || packet.source === address)) return hidden(proxy);
  // ip-masq asks where a packet goes, not whose it is; what the node itself sends mostly has its address already.
  const isForeign =
    packet.hook === 'prerouting' || !Object.values(proxy.node.primary).includes(packet.source);
  if (leaves && !staysHere && isForeign && place.at !== 'pod' && view.state.cluster.masqueradesPodsToNodes) {
    return hidden(proxy);
  }
  return packet.seen;
}
