import { LazyStep, type Backend, type Step } from '../../flow/index.ts';
import { inRange } from '../../kube/index.ts';
import { isLoopback } from '../network/network.ts';
import type { NetworkNode } from '../network/node.ts';
import type { NetworkPod } from '../network/pod.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import { endingAt, hostEnding, podsOf, sayEnding } from './ending.ts';
import { refused, timeout, type Outcome } from './outcome.ts';
import { sourceSeen, type Packet } from './packet.ts';
import { sourceStep } from './service.ts';
import type { Spot } from './spot.ts';
import type { View } from './view.ts';

/** A packet for the node itself, once no Service rule is left: a listener there, or a reset. */
export function toHost(view: View, packet: Packet, node: NetworkNode, spot: Spot, trace: Step[]): Outcome {
  const { address, port, protocol } = spot;
  const { proxy } = packet;
  const filtered = filteredNodePort(packet, spot, trace);
  if (filtered) return filtered;
  const mapped = view.network.hostPort(node, port, protocol, address);
  if (mapped) return toHostPort(view, packet, node, mapped.pod, mapped.containerPort, spot, trace);
  const health = proxy.rules.healthChecks.get(port);
  if (health && proxy.runs && protocol === 'TCP' && proxy.listensForHealthChecks(address)) {
    return toHealthCheck(packet, node, health.key, localReady(packet, health.ports), spot, trace);
  }
  const ending = hostEnding(view, node, { from: node, address, port, protocol });
  trace.push(new LazyStep('routing', () => routingWords(packet, spot)));
  trace.push(new LazyStep('listener', () => sayEnding(ending)));
  if (ending.result !== 'reached') return { result: ending.result, backends: [] };
  trace.push(sourceStep(packet.seen));
  const backend: Backend = {
    ...(ending.pod && { pod: ending.pod.key }),
    ip: address,
    port,
    node: node.name,
    probability: 1,
  };
  return { result: 'reached', backends: [backend], source: packet.seen, status: ending.status };
}

/** A node port on an address that takes none: its endpoints are not reached, its missing ones are felt. */
function filteredNodePort({ proxy }: Packet, spot: Spot, trace: Step[]): Outcome | undefined {
  const rules = proxy.rules.nodePorts.get(spot.nodePortKey)?.rules;
  if (!rules || proxy.traits.nodePortFilter !== 'everywhere') return undefined;
  const usable = proxy.usable(rules);
  const { endpoints } = rules.externalLocal ? usable.local : usable.cluster;
  if (usable.any && endpoints.length > 0) return undefined;
  const which = usable.any ? 'on this node' : 'anywhere';
  const say = (): string =>
    `node port ${spot.port} of service ${rules.key} has no endpoint ${which}: ${usable.any ? 'dropped' : 'rejected'} on every address of the node`;
  trace.push(new LazyStep(usable.any ? 'drop' : 'reject', say, () => rules.service.placeOf(['spec'])));
  return usable.any ? timeout : refused;
}

function routingWords({ proxy }: Packet, spot: Spot): string {
  const held = proxy.holds(spot.address) ? proxy.rules.addresses.get(spot.address) : undefined;
  if (held) {
    return `service ${held.key} has no port ${spot.port}/${spot.protocol}, and in mode ${proxy.config.mode} the node has its address: the node's own network answers`;
  }
  const nodePort = proxy.rules.nodePorts.get(spot.nodePortKey);
  if (!nodePort) return `no node port ${spot.port}/${spot.protocol}: the node's own network answers`;
  return `node port ${spot.port} of service ${nodePort.rules.key} does not work on ${spot.address} in mode ${proxy.config.mode}: the node's own network answers`;
}

/** hostPort is not the proxy's: the pod network maps the port to the pod (CNI portmap). */
function toHostPort(
  view: View,
  packet: Packet,
  node: NetworkNode,
  pod: NetworkPod,
  containerPort: number,
  spot: Spot,
  trace: Step[],
): Outcome {
  const [ip] = pod.addresses.filter((address) => address.includes(':') === spot.address.includes(':'));
  if (ip === undefined) return refused;
  const ending = endingAt(view, { from: node, address: ip, port: containerPort, protocol: spot.protocol });
  trace.push(new LazyStep('listener', () => sayEnding(ending)));
  if (ending.result !== 'reached')
    return { result: ending.result, backends: [], refusedBy: podsOf([ending]) };
  // portmap masquerades what comes from loopback or from pods beside the one that is meant (CNI-HOSTPORT-SETMARK).
  const isNeighbour =
    isLoopback(packet.source) || node.podRanges.some((range) => inRange(packet.source, range));
  const source = sourceSeen(view, packet, isNeighbour, ip, { at: 'pod', node });
  trace.push(sourceStep(source));
  const backend: Backend = { pod: pod.key, ip, port: containerPort, node: node.name, probability: 1 };
  return { result: 'reached', backends: [backend], source };
}

function localReady({ proxy }: Packet, ports: readonly ServicePortRules[]): number {
  const ready = ports.flatMap((one) =>
    proxy.usable(one).seen.filter((endpoint) => endpoint.ready && endpoint.node === proxy.node.name),
  );
  return new Set(ready.map(({ ip }) => ip)).size;
}

/** 200 where the Service has a ready endpoint on the node, else 503 (pkg/proxy/healthcheck, KEP-1669). */
function toHealthCheck(
  packet: Packet,
  node: NetworkNode,
  service: string,
  count: number,
  spot: Spot,
  trace: Step[],
): Outcome {
  const status = count > 0 ? 200 : 503;
  const say = (): string =>
    `health check port of service ${service}: ${count} ready ${count === 1 ? 'endpoint' : 'endpoints'} on node ${node.name}, answers ${status}`;
  trace.push(new LazyStep('listener', say));
  trace.push(sourceStep(packet.seen));
  const backend: Backend = { ip: spot.address, port: spot.port, node: node.name, probability: 1 };
  return { result: 'reached', backends: [backend], source: packet.seen, status };
}
