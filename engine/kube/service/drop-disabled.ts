import type { Cluster } from '../cluster.ts';
import type { GateName } from '../releases/gates.ts';
import { isOn } from '../releases/is-on.ts';
import type { ServiceSpec } from '../types/service.ts';

/** Fields that an API server throws away without a word where their feature is off. */
const gated: readonly (readonly [field: keyof ServiceSpec, gate: GateName])[] = [
  ['allocateLoadBalancerNodePorts', 'ServiceLBNodePortControl'],
  ['internalTrafficPolicy', 'ServiceInternalTrafficPolicy'],
  ['loadBalancerClass', 'ServiceLoadBalancerClass'],
  ['trafficDistribution', 'ServiceTrafficDistribution'],
];

/** A new Service without fields of features that are off (`dropServiceDisabledFields`, pkg/registry/core/service). */
export function dropDisabled(
  spec: ServiceSpec,
  { version, featureGates }: Pick<Cluster, 'version' | 'featureGates'>,
): ServiceSpec {
  const off = gated.filter(([field, gate]) => field in spec && !isOn(gate, version, featureGates?.apiServer));
  if (off.length === 0) return spec;
  const names = new Set<string>(off.map(([field]) => field));
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !names.has(field)));
}
