import { LazyStep, type Step } from '../../flow/index.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import { toHost } from './host.ts';
import { lost, refused, routed, timeout, unhandled, type Outcome } from './outcome.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';
import type { View } from './view.ts';

/** What a proxy does with Service addresses that no rule is for (TestClusterIPGeneral; KEP-3866). */
export function strayAnswer(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome | undefined {
  const { traits, rules, config, node } = packet.proxy;
  const service = rules.addresses.get(spot.address);
  const does = service ? strayRow(packet, service, spot) : 'unhandled';
  if (does === 'host' || (does === 'reject' && isHealthCheck(packet, spot))) {
    return toHost(view, packet, node, spot, trace);
  }
  if (service && does === 'reject') {
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

/** The filter of addresses that a node has lets health checks through (KUBE-HEALTH-CHECK-NODE-PORT in KUBE-IPVS-FILTER). */
function isHealthCheck({ proxy }: Packet, { address, port, protocol }: Spot): boolean {
  return proxy.holds(address) && protocol === 'TCP' && proxy.rules.healthChecks.get(port) !== undefined;
}

/** What the proxy here does with an address of a Service that none of its rules is for. */
export function strayRow(
  { proxy }: Pick<Packet, 'proxy'>,
  service: ServicePortRules,
  { address }: Spot,
): 'unhandled' | 'reject' | 'host' {
  if (proxy.traits.virtualAddresses === 'local' && !proxy.holds(address)) return 'unhandled';
  return proxy.traits[service.clusterIP === address ? 'strayClusterIPPort' : 'strayExternalPort'];
}

/** Nobody has the address. */
export function nowhere(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome {
  const { rules, node } = packet.proxy;
  if (spot.region === 'pod-range') return lost(trace, `no pod has address ${spot.address}`);
  if (view.isCutOff(node)) return lost(trace, `node ${node.name} is cut off`);
  const service = rules.clusterIPs.get(spot.address);
  const reason = whyNoRule(packet, spot, service);
  const place = service && (() => service.service.placeOf(['spec', 'ports']));
  return routed(trace, unhandled(`${reason}; ordinary routing decides`), place);
}

function whyNoRule({ proxy }: Packet, spot: Spot, service: ServicePortRules | undefined): string {
  const { mode } = proxy.config;
  if (!proxy.runs && !proxy.stale && spot.region === 'service-range') {
    return `no rule for ${spot.address}: kube-proxy of node ${proxy.node.name} does not run`;
  }
  if (proxy.rules.virtual.has(spot.virtualKey)) {
    return `mode ${mode} takes what processes of a node send to external IPs only where the node has them`;
  }
  if (service) {
    return `service ${service.key} has no port ${spot.port}/${spot.protocol}, and mode ${mode} has no rule for it`;
  }
  return spot.region === 'service-range'
    ? `no rule for ${spot.address}: no Service that proxies serve has it`
    : `nobody in the cluster has address ${spot.address}`;
}
