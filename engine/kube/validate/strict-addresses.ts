import { canonicalJson } from '../canonical-json.ts';
import type { Cluster } from '../cluster.ts';
import { isOn } from '../releases/is-on.ts';
import { normalizeClusterIPs } from '../service/cluster-ips.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Endpoints, EndpointSlice } from '../types/endpoints.ts';
import type { KubeObject } from '../types/meta.ts';
import type { Node } from '../types/node.ts';
import type { Service } from '../types/service.ts';
import { validateRangeStrictly, validateStrictly } from './addresses.ts';
import { Judge } from './judge.ts';

/** Fields with addresses that older releases took in any spelling. */
const byKind: Readonly<Record<string, (judge: Judge, object: never, old?: never) => void>> = {
  Service: inService,
  Endpoints: inEndpoints,
  EndpointSlice: inSlice,
  Node: (judge: Judge, { spec }: Node) =>
    spec?.podCIDRs?.forEach((range, i) => validateRangeStrictly(judge, range, ['spec', 'podCIDRs', i])),
};

/**
 * How addresses must be spelled where the API server insists on it (`StrictIPCIDRValidation`, KEP-4858).
 *
 * @param old what is stored: what stays as it is may stay
 */
export function validateSpelling(object: KubeObject, cluster: Cluster, old?: KubeObject): readonly Fault[] {
  const { version, featureGates } = cluster;
  if (!isOn('StrictIPCIDRValidation', version, featureGates?.apiServer)) return [];
  const judge = new Judge();
  byKind[object.kind]?.(judge, object as never, old as never);
  return judge.faults;
}

function inService(judge: Judge, { spec }: Service, old?: Service): void {
  const { clusterIPs, externalIPs, loadBalancerSourceRanges } = normalizeClusterIPs(spec);
  const known = new Set([
    ...(old?.spec.clusterIPs ?? []),
    ...(old?.spec.externalIPs ?? []),
    ...(old?.spec.loadBalancerSourceRanges ?? []).map((range) => range.trim()),
  ]);
  const each = (list: readonly string[] | undefined, check: (text: string, i: number) => void): void =>
    list?.forEach((text, i) => !known.has(text.trim()) && check(text.trim(), i));
  each(clusterIPs, (ip, i) => validateStrictly(judge, ip, ['spec', 'clusterIPs', i]));
  each(externalIPs, (ip, i) => validateStrictly(judge, ip, ['spec', 'externalIPs', i]));
  // The capital L is the API server's own.
  each(loadBalancerSourceRanges, (range, i) =>
    validateRangeStrictly(judge, range, ['spec', 'LoadBalancerSourceRanges', i]),
  );
}

function inEndpoints(judge: Judge, { subsets }: Endpoints, old?: Endpoints): void {
  if (old && canonicalJson(subsets) === canonicalJson(old.subsets)) return;
  subsets?.forEach((subset, i) => {
    for (const field of ['addresses', 'notReadyAddresses'] as const) {
      subset[field]?.forEach(({ ip = '' }: { ip?: string }, j) =>
        validateStrictly(judge, ip, ['subsets', i, field, j, 'ip']),
      );
    }
  });
}

/** IPv6 addresses of slices have always been strict. */
function inSlice(judge: Judge, { addressType, endpoints }: EndpointSlice, old?: EndpointSlice): void {
  if (addressType !== 'IPv4' || (old && canonicalJson(endpoints) === canonicalJson(old.endpoints))) return;
  endpoints?.forEach(({ addresses }, i) =>
    addresses.forEach((ip, j) => validateStrictly(judge, ip, ['endpoints', i, 'addresses', j])),
  );
}
