import { LazyStep, type Backend, type Step } from '../../flow/index.ts';
import { isLoopback } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import type { Caller } from './caller.ts';
import { lost, refused, routed, timeout, unhandled, unknown, type Outcome } from './outcome.ts';
import { sourceSeen, type Packet } from './packet.ts';
import { sourceStep } from './service.ts';
import { keptSeen, sourceOf } from './source.ts';
import { isInside, type Spot } from './spot.ts';
import { strayRow } from './stray.ts';
import type { View } from './view.ts';

/**
 * An echo request: no Service has a port for it, so proxies treat it like a port that a Service does not have, and
 * whatever runs has no say. Addresses of pods and nodes answer as long as they are up.
 */
export function ping(view: View, caller: Caller, spot: Spot, trace: Step[]): Outcome {
  const source = sourceOf(view, caller, spot);
  trace.push(
    new LazyStep(
      'client',
      () => `${caller.label}, ${source ?? 'no address'}: ping ${spot.address}`,
      caller.place,
    ),
  );
  if (caller.kind !== 'outside' && view.isStopped(caller.node)) {
    return unknown(`node ${caller.node.name} is stopped: a client there is frozen`);
  }
  if (source === undefined) return routed(trace, unhandled(`${caller.label} has no ${spot.family} address`));
  if (caller.kind === 'pod' && isLoopback(spot.address)) return answersItself(caller, spot, trace);
  const isRouted = !isLoopback(spot.address) && (caller.routed || !isInside(spot));
  if (caller.kind === 'outside' && !isRouted) {
    return routed(trace, unhandled(`nothing outside routes ${spot.address} to the cluster`));
  }
  const node = caller.kind === 'outside' && spot.owner?.kind === 'node' ? spot.owner.node : caller.node;
  const barrier = caller.kind === 'outside' ? view.barrier(undefined, node) : undefined;
  if (barrier !== undefined) return lost(trace, barrier);
  return onNode(view, packetOf(view, caller, spot, source, node), spot, trace);
}

type Echo = Pick<Packet, 'proxy' | 'source' | 'seen' | 'hook'>;

function packetOf(view: View, caller: Caller, spot: Spot, source: string, node: NetworkNode): Echo {
  return {
    proxy: view.proxy(node),
    source,
    seen: keptSeen(caller, spot, source),
    hook: caller.kind === 'host' ? 'output' : 'prerouting',
  };
}

function onNode(view: View, packet: Echo, spot: Spot, trace: Step[]): Outcome {
  const { traits, rules, config, node } = packet.proxy;
  const service = rules.addresses.get(spot.address);
  const does = service ? strayRow(packet, service, spot) : 'unhandled';
  if (service && does === 'reject') {
    const say = (): string =>
      `${spot.address} is an address of service ${service.key}: rejected in mode ${config.mode}`;
    trace.push(new LazyStep('reject', say));
    return refused;
  }
  if (does === 'host' || isLoopback(spot.address)) return answers(view, packet, spot, trace);
  const isNobodys = !service && spot.region === 'service-range';
  if (isNobodys && traits.unallocatedServiceAddress === 'drop' && rules.gates.serviceCIDRs) {
    trace.push(
      new LazyStep('drop', () => `${spot.address} is in the Service range but no Service has it: dropped`),
    );
    return timeout;
  }
  const { owner } = spot;
  if (!owner) {
    if (spot.region === 'pod-range') return lost(trace, `no pod has address ${spot.address}`);
    if (view.isCutOff(node)) return lost(trace, `node ${node.name} is cut off`);
    const why = service
      ? `mode ${config.mode} has rules for the ports of service ${service.key} only, and nobody has its address`
      : `nobody in the cluster has address ${spot.address}`;
    return routed(trace, unhandled(`${why}; ordinary routing decides`));
  }
  const barrier = owner.node && view.barrier(node, owner.node);
  return barrier === undefined ? answers(view, packet, spot, trace) : lost(trace, barrier);
}

/** Loopback means the pod itself. */
function answersItself({ pod, node }: Caller, { address: ip }: Spot, trace: Step[]): Outcome {
  const seen = { kept: true, address: ip };
  trace.push(new LazyStep('listener', () => 'the client itself answers'), sourceStep(seen));
  const backend: Backend = { ...(pod && { pod: pod.key }), ip, port: 0, node: node.name, probability: 1 };
  return { result: 'reached', backends: [backend], source: seen };
}

/** The kernel of the pod or node that has the address answers. */
function answers(view: View, packet: Echo, spot: Spot, trace: Step[]): Outcome {
  const { owner, address } = spot;
  const pod = owner?.kind === 'pod' ? owner.pod : undefined;
  const node = owner?.node ?? packet.proxy.node;
  trace.push(new LazyStep('listener', () => `${pod ? pod.key : `node ${node.name}`} answers`));
  const staysHere = node === packet.proxy.node;
  const source = staysHere
    ? packet.seen
    : sourceSeen(view, packet, false, address, { at: pod ? 'pod' : 'node', node });
  trace.push(sourceStep(source));
  const backend: Backend = {
    ...(pod && { pod: pod.key }),
    ip: address,
    port: 0,
    node: node.name,
    probability: 1,
  };
  return { result: 'reached', backends: [backend], source };
}
