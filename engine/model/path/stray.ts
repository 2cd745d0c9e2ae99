import { LazyStep, type Step } from '../../flow/index.ts';
import { lost, refused, routed, timeout, unhandled, unknown, type Outcome } from './outcome.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';
import type { View } from './view.ts';

/** What a proxy does with Service addresses that no rule is for (TestClusterIPGeneral; KEP-3866). */
export function strayAnswer(packet: Packet, spot: Spot, trace: Step[]): Outcome | undefined {
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
export function nowhere(view: View, packet: Packet, spot: Spot, trace: Step[]): Outcome {
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
