import { canonicalAddress } from '../address.ts';
import type { Cluster } from '../cluster.ts';
import type { FieldPath } from '../manifest.ts';
import { inRange, nthAddress } from '../range.ts';
import { isAtLeast } from '../version.ts';
import type { Service } from '../types/service.ts';

/** One value that a Service asks for. */
export interface Claim {
  readonly value: string;
  /** Where it was written. */
  readonly at: FieldPath;
  /** What the API server calls the field, and its whole value. */
  readonly path: FieldPath;
  readonly whole: unknown;
}

/** Something of which each piece can belong to one Service only; texts as the API server's allocators say them. */
export interface Pool {
  claims(service: Service): readonly Claim[];
  holds(value: string): boolean;
  outside(value: string): string;
  /** Where a value has to lie, in words. */
  readonly range: string;
  held(value: string): string;
  /** What the cluster itself has taken, and for which Service. */
  readonly taken: ReadonlyMap<string, string>;
}

/** Cluster IPs (pkg/registry/core/service/ipallocator). */
export function clusterIPs({ serviceSubnets, version }: Cluster): Pool {
  // Allocators that follow ServiceCIDR objects (KEP-1880) say it in fewer words than those before.
  const byServiceCIDR = isAtLeast(version, '1.33');
  return {
    claims: ({ spec }) => {
      const whole = spec.clusterIPs ?? [spec.clusterIP];
      return whole.flatMap((text, i) => {
        const value = canonicalAddress(text ?? '');
        const at = spec.clusterIPs && i > 0 ? ['spec', 'clusterIPs', i] : ['spec', 'clusterIP'];
        return value === undefined ? [] : [{ value, at, path: ['spec', 'clusterIPs'], whole }];
      });
    },
    holds: (address) => serviceSubnets.some((range) => inRange(address, range)),
    outside: (address) =>
      byServiceCIDR
        ? `failed to allocate IP ${address}: the provided network does not match the current range`
        : `failed to allocate IP ${address}: the provided IP (${address}) is not in the valid range. ` +
          `The range of valid IPs is ${serviceSubnets.join(', ')}`,
    range: `an address of ${serviceSubnets.join(' or ')}`,
    held: (address) => `failed to allocate IP ${address}: provided IP is already allocated`,
    // The API server gives itself the first address of the first range.
    taken: new Map([[nthAddress(serviceSubnets[0] ?? '', 1) ?? '', 'Service default/kubernetes']]),
  };
}

/**
 * Node ports (pkg/registry/core/service/portallocator). A number belongs to one Service, whatever the
 * protocol; within it, protocols may share it.
 */
export function nodePorts({ nodePortRange: { from, to } }: Cluster): Pool {
  const claim = (path: FieldPath, port: number | undefined): Claim[] =>
    port ? [{ value: String(port), at: path, path, whole: port }] : [];
  return {
    claims: ({ spec }) => [
      ...(spec.ports ?? []).flatMap(({ nodePort }, i) => claim(['spec', 'ports', i, 'nodePort'], nodePort)),
      ...claim(['spec', 'healthCheckNodePort'], spec.healthCheckNodePort),
    ],
    holds: (port) => Number(port) >= from && Number(port) <= to,
    outside: () => `provided port is not in the valid range. The range of valid ports is ${from}-${to}`,
    range: `a port from ${from} to ${to}`,
    held: () => 'provided port is already allocated',
    taken: new Map(),
  };
}
