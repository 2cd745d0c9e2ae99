import { LazyStep, type Step } from '../../flow/index.ts';
import type { Book } from '../connections/book.ts';
import { isLoopback } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import type { Match } from '../proxy/claims.ts';
import type { Caller } from './caller.ts';
import { endingAt, podsOf, sayEnding } from './ending.ts';
import { toHost } from './host.ts';
import { lost, refused, routed, unhandled, unknown, type Outcome } from './outcome.ts';
import { sourceSeen, type Packet } from './packet.ts';
import { throughMatch } from './clash.ts';
import { sourceStep } from './service.ts';
import { clientStep, keptSeen, sourceOf } from './source.ts';
import { isInside, type Spot } from './spot.ts';
import { nowhere, strayAnswer } from './stray.ts';
import type { View } from './view.ts';
import { wayBackProblem } from './way-back.ts';

/** Follows the first packet from its client to whatever ends its way. */
export function travel(
  view: View,
  caller: Caller,
  spot: Spot,
  trace: Step[],
  book: Book | undefined,
): Outcome {
  const source = sourceOf(view, caller, spot);
  trace.push(clientStep(caller, spot, source));
  if (caller.kind !== 'outside' && view.isStopped(caller.node)) {
    return unknown(`node ${caller.node.name} is stopped: a client there is frozen`);
  }
  if (source === undefined) return routed(trace, unhandled(`${caller.label} has no ${spot.family} address`));
  if (caller.kind === 'pod' && (isLoopback(spot.address) || caller.pod?.addresses.includes(spot.address))) {
    return toSelf(view, caller, spot, trace);
  }
  if (caller.kind === 'outside') return fromOutside(view, caller, spot, source, trace, book);
  const proxy = view.proxy(caller.node);
  const isPod = caller.kind === 'pod';
  const packet: Packet = {
    proxy,
    source,
    seen: keptSeen(caller, spot, source),
    hook: isPod ? 'prerouting' : 'output',
    fromOwnPod: isPod,
    book,
  };
  return onNode(view, packet, spot, trace);
}

/** The rules of the node where the packet is; then, if none is meant, the way on. */
function onNode(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome {
  const { proxy } = packet;
  const match = matchOf(packet, spot);
  if (match) return throughMatch(view, packet, match, spot, trace);
  const stray = strayAnswer(view, packet, spot, trace);
  if (stray) return stray;
  const { owner } = spot;
  if (isLoopback(spot.address)) return toHost(view, packet, proxy.node, spot, trace);
  if (!owner) return nowhere(view, packet, spot, trace);
  if (owner.kind === 'pod') return toPod(view, packet, spot, trace);
  if (owner.node === proxy.node) return toHost(view, packet, proxy.node, spot, trace);
  return toOtherNode(view, packet, owner.node, spot, trace);
}

/** The Service that is meant here. Some proxies let their node's own processes go to external IPs elsewhere. */
function matchOf({ proxy, hook }: Packet, spot: Spot): Match | undefined {
  const match = proxy.match(spot);
  const passes =
    match?.entry === 'external IP' &&
    hook === 'output' &&
    proxy.traits.ownProcessesToExternalIP === 'left' &&
    !proxy.hasAddress(spot.address);
  return passes ? undefined : match;
}

/** A packet for another node's address is handled by that node, with the source that it arrives with. */
function toOtherNode(view: View, packet: Packet, node: NetworkNode, spot: Spot, trace: Step[]): Outcome {
  const barrier = view.barrier(packet.proxy.node, node);
  if (barrier !== undefined) return lost(trace, barrier);
  const seen = sourceSeen(view, packet, false, spot.address, { at: 'node', node });
  const source = seen.kept ? packet.source : (packet.proxy.node.primary[spot.family] ?? '');
  const { name } = packet.proxy.node;
  trace.push(
    new LazyStep('routing', () =>
      seen.kept
        ? `goes on to node ${node.name}`
        : `goes on to node ${node.name}, from an address of node ${name}: the pod network hides pods from other nodes`,
    ),
  );
  const arriving: Packet = {
    proxy: view.proxy(node),
    source,
    seen,
    hook: 'prerouting',
    fromOwnPod: false,
    book: packet.book,
  };
  const match = arriving.proxy.match(spot);
  if (match) return throughMatch(view, arriving, match, spot, trace);
  return toHost(view, arriving, node, spot, trace);
}

function fromOutside(
  view: View,
  caller: Caller,
  spot: Spot,
  source: string,
  trace: Step[],
  book: Book | undefined,
): Outcome {
  if (isLoopback(spot.address)) return routed(trace, unhandled('a loopback address means the client itself'));
  if (!caller.routed && isInside(spot)) {
    return routed(
      trace,
      unhandled(`nothing outside routes ${spot.address} to the cluster: it is an address for the inside`),
    );
  }
  const node = spot.owner?.kind === 'node' ? spot.owner.node : caller.node;
  const barrier = view.barrier(undefined, node);
  if (barrier !== undefined) return lost(trace, barrier);
  const packet: Packet = {
    proxy: view.proxy(node),
    source,
    seen: keptSeen(caller, spot, source),
    hook: 'prerouting',
    fromOwnPod: false,
    book,
  };
  return onNode(view, packet, spot, trace);
}

/** Loopback, or the pod's own address: never leaves the pod. */
function toSelf(view: View, caller: Caller, spot: Spot, trace: Step[]): Outcome {
  const { pod } = caller;
  if (!pod) return refused;
  const listens = view.listeners.listens(pod, spot.port, spot.protocol);
  const ending = `${pod.key} ${listens ? 'listens' : 'does not listen'} on ${spot.port}/${spot.protocol}`;
  trace.push(new LazyStep('routing', () => 'the client dials itself: no rule of the node sees it'));
  trace.push(new LazyStep('listener', () => (listens ? ending : `${ending}: refused`)));
  if (!listens) return refused;
  const backend = { pod: pod.key, ip: spot.address, port: spot.port, node: caller.node.name, probability: 1 };
  return { result: 'reached', backends: [backend], source: { kept: true, address: spot.address } };
}

/** No Service rule matches a pod's own address: it is dialled directly, ready or not. */
function toPod(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome {
  const { address, port, protocol } = spot;
  const ending = endingAt(view, { from: packet.proxy.node, address, port, protocol });
  trace.push(new LazyStep('routing', () => `no Service has this address: it is the pod's own`));
  trace.push(new LazyStep('listener', () => sayEnding(ending)));
  const problem = wayBackProblem(view, packet, address, ending);
  if (problem !== undefined) return lost(trace, problem);
  if (ending.result !== 'reached')
    return { result: ending.result, backends: [], refusedBy: podsOf([ending]) };
  const source = sourceSeen(view, packet, false, address, ending);
  trace.push(sourceStep(source));
  const backend = {
    ...(ending.pod && { pod: ending.pod.key }),
    ip: address,
    port,
    ...(ending.node && { node: ending.node.name }),
    probability: 1,
  };
  return { result: 'reached', backends: [backend], source };
}
