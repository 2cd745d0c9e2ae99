import { LazyStep, type SourceSeen, type Step } from '../../flow/index.ts';
import { isLoopback } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import type { Caller } from './caller.ts';
import { endingAt, sayEnding } from './ending.ts';
import { toHost } from './host.ts';
import { refused, timeout, unhandled, unknown, type Outcome } from './outcome.ts';
import { sourceSeen, type Packet } from './packet.ts';
import { sourceStep, throughService } from './service.ts';
import { formatSocket, type Spot } from './spot.ts';
import type { View } from './view.ts';
import { wayBackProblem } from './way-back.ts';

/** Follows the first packet from its client to whatever ends its way. */
export function travel(view: View, caller: Caller, spot: Spot, trace: Step[]): Outcome {
  const source = sourceOf(caller, spot);
  trace.push(clientStep(caller, spot, source));
  if (caller.kind !== 'outside' && view.isStopped(caller.node)) {
    return unknown(`node ${caller.node.name} is stopped: a client there is frozen`);
  }
  if (source === undefined) return routed(trace, unhandled(`${caller.label} has no ${spot.family} address`));
  if (caller.kind === 'pod' && (isLoopback(spot.address) || caller.pod?.addresses.includes(spot.address))) {
    return toSelf(view, caller, spot, trace);
  }
  if (caller.kind === 'outside') return fromOutside(view, caller, spot, source, trace);
  const proxy = view.proxy(caller.node);
  const isPod = caller.kind === 'pod';
  const packet: Packet = {
    proxy,
    source,
    seen: keptSeen(caller, spot, source),
    hook: isPod ? 'prerouting' : 'output',
    fromOwnPod: isPod,
  };
  return onNode(view, packet, spot, trace);
}

/** The rules of the node where the packet is; then, if none is meant, the way on. */
function onNode(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome {
  const { proxy } = packet;
  const match = proxy.match(spot);
  if (match) return throughService(view, packet, match, spot, trace);
  const stray = strayAnswer(packet, spot, trace);
  if (stray) return stray;
  const { owner } = spot;
  if (isLoopback(spot.address)) return toHost(view, packet, proxy.node, spot, trace);
  if (!owner) return nowhere(view, packet, spot, trace);
  if (owner.kind === 'pod') return toPod(view, packet, spot, trace);
  if (owner.node === proxy.node) return toHost(view, packet, proxy.node, spot, trace);
  return toOtherNode(view, packet, owner.node, spot, trace);
}

/** A packet for another node's address is handled by that node, with the source that it arrives with. */
function toOtherNode(view: View, packet: Packet, node: NetworkNode, spot: Spot, trace: Step[]): Outcome {
  const barrier = view.barrier(packet.proxy.node, node);
  if (barrier !== undefined) return lost(trace, barrier);
  const seen = sourceSeen(view, packet, false, spot.address, { at: 'node', node });
  const source = seen.kept ? packet.source : (packet.proxy.node.primary[spot.family] ?? packet.source);
  const { name } = packet.proxy.node;
  trace.push(
    new LazyStep('routing', () =>
      seen.kept
        ? `goes on to node ${node.name}`
        : `goes on to node ${node.name}, from an address of node ${name}: the pod network hides pods from other nodes`,
    ),
  );
  const arriving: Packet = { proxy: view.proxy(node), source, seen, hook: 'prerouting', fromOwnPod: false };
  const match = arriving.proxy.match(spot);
  if (match) return throughService(view, arriving, match, spot, trace);
  return toHost(view, arriving, node, spot, trace);
}

function fromOutside(view: View, caller: Caller, spot: Spot, source: string, trace: Step[]): Outcome {
  if (isLoopback(spot.address)) return routed(trace, unhandled('a loopback address means the client itself'));
  if (!caller.routed && isInside(view, spot)) {
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
  };
  return onNode(view, packet, spot, trace);
}

/** An address of the ranges that only the cluster knows: of a pod on its network, or for Services. */
function isInside(view: View, { address, owner, region }: Spot): boolean {
  if (owner) return owner.kind === 'pod' && view.network.region(address) === 'pod-range';
  return region === 'pod-range' || region === 'service-range';
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
  if (ending.result !== 'reached') return { result: ending.result, backends: [] };
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

/** What a proxy does with Service addresses that no rule is for (TestClusterIPGeneral; KEP-3866). */
function strayAnswer(packet: Packet, spot: Spot, trace: Step[]): Outcome | undefined {
  const { traits, rules, config } = packet.proxy;
  if (!traits.served) {
    return rules.addresses.has(spot.address)
      ? unknown(`the model does not know Services in proxy mode ${config.mode} yet`)
      : undefined;
  }
  const service = rules.clusterIPs.get(spot.address);
  if (service && traits.strayClusterIPPort === 'reject') {
    const say = (): string =>
      `service ${service.key} has no port ${spot.port}/${spot.protocol}: rejected in mode ${config.mode}`;
    trace.push(new LazyStep('reject', say, () => service.service.placeOf(['spec', 'ports'])));
    return refused;
  }
  if (
    !service &&
    spot.region === 'service-range' &&
    traits.unallocatedServiceAddress === 'drop' &&
    rules.gates.serviceCIDRs
  ) {
    const say = (): string =>
      `${spot.address} is in the Service range but no Service has it: dropped in mode ${config.mode}`;
    trace.push(new LazyStep('drop', say));
    return timeout;
  }
  return undefined;
}

/** Nobody has the address. */
function nowhere(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome {
  const { rules, node } = packet.proxy;
  if (spot.region === 'pod-range') return lost(trace, `no pod has address ${spot.address}`);
  if (view.isCutOff(node)) return lost(trace, `node ${node.name} is cut off`);
  const service = rules.clusterIPs.get(spot.address);
  const reason = service
    ? `service ${service.key} has no port ${spot.port}/${spot.protocol}, and mode ${packet.proxy.config.mode} has no rule for it`
    : spot.region === 'service-range'
      ? `no rule for ${spot.address}: no Service that proxies serve has it`
      : `nobody in the cluster has address ${spot.address}`;
  const place = service && (() => service.service.placeOf(['spec', 'ports']));
  return routed(trace, unhandled(`${reason}; ordinary routing decides`), place);
}

function routed(trace: Step[], outcome: Outcome, place?: ConstructorParameters<typeof LazyStep>[2]): Outcome {
  trace.push(new LazyStep('routing', () => outcome.reason ?? '', place));
  return outcome;
}

function lost(trace: Step[], why: string): Outcome {
  trace.push(new LazyStep('routing', () => `${why}: no answer`));
  return timeout;
}

/** The address that the packet leaves its client with. */
function sourceOf(caller: Caller, spot: Spot): string | undefined {
  const own = caller.addresses[spot.family];
  if (caller.kind !== 'host' || caller.bound) return own;
  // The kernel answers a dial to an address of its own from that address.
  if (isLoopback(spot.address)) return spot.family === 'IPv4' ? '127.0.0.1' : '::1';
  return caller.node.addresses.includes(spot.address) ? spot.address : own;
}

function keptSeen(caller: Caller, spot: Spot, source: string): SourceSeen {
  const kept = caller.kept[spot.family];
  const toOwnPod =
    caller.kind === 'host' && !caller.bound && spot.owner?.kind === 'pod' && spot.owner.node === caller.node;
  // To a pod of its own, a node speaks from whatever address the pod's interface has.
  if (toOwnPod) return { kept: true, node: caller.node.name };
  return kept?.address === source ? kept : { kept: true, address: source };
}

function clientStep(caller: Caller, spot: Spot, source: string | undefined): Step {
  return new LazyStep('client', () => sayClient(caller, spot, source), caller.place);
}

function sayClient(caller: Caller, spot: Spot, source: string | undefined): string {
  const node = spot.owner?.kind === 'node' && caller.kind === 'outside' ? spot.owner.node : caller.node;
  const arrives = caller.routed || spot.region === 'outside' ? `, arrives at node ${node.name}` : '';
  const where = caller.kind === 'outside' ? arrives : `, starts on node ${node.name}`;
  return `${caller.label}, ${source ?? 'no address'} -> ${formatSocket(spot.address, spot.port)} ${spot.protocol}${where}`;
}
