import { canonicalAddress } from '../address.ts';
import type { Cluster } from '../cluster.ts';
import type { FieldPath } from '../manifest.ts';
import { inRange, nthAddress } from '../range.ts';
import { isOn } from '../releases/is-on.ts';
import { normalizeClusterIPs } from '../service/cluster-ips.ts';
import { initFamilies } from '../service/families.ts';
import { getsNodePorts, mayHaveNodePorts, needsClusterIP, needsHealthPort } from '../service/needs.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Service, ServicePort, ServiceSpec } from '../types/service.ts';

/** One value that a Service asks for. */
export interface Claim {
  readonly value: string;
  /** Where it was written. */
  readonly at: FieldPath;
  /** What the API server calls the field, and its whole value. */
  readonly path: FieldPath;
  readonly whole: unknown;
  /** The port that asks for it. */
  readonly port?: ServicePort;
  /** What the API server fails at, where it takes that for its own failure and not for a wrong value. */
  readonly internal?: string;
}

/** Something of which each piece can belong to one Service only; texts as the API server's allocators say them. */
export interface Pool {
  /** What it asks for, as a new Service or as the update of a stored one. */
  claims(service: Service, isUpdate?: boolean): readonly Claim[];
  holds(value: string): boolean;
  outside(value: string): string;
  /** Where a value has to lie, in words. */
  readonly range: string;
  held(value: string): string;
  /** What the cluster itself has taken, and for which Service. */
  readonly taken: ReadonlyMap<string, string>;
}

/** Cluster IPs (pkg/registry/core/service/ipallocator). */
export function clusterIPPool({ serviceSubnets, ipFamilies, version, featureGates }: Cluster): Pool {
  // Allocators that follow ServiceCIDR objects (KEP-1880) say it in fewer words than those before.
  const byServiceCIDR = isOn('MultiCIDRServiceAllocator', version, featureGates?.apiServer);
  return {
    claims: ({ spec }) => {
      if (!needsClusterIP(spec)) return [];
      const written = spec.clusterIPs ?? [spec.clusterIP];
      // A place is kept for the family that has no address yet, and shown in messages.
      const families = initFamilies(normalizeClusterIPs(spec), ipFamilies).spec.ipFamilies ?? [];
      const whole = [...written, ...families.slice(written.length).map(() => '')];
      return written.flatMap((text, i) => {
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
export function nodePortPool({ nodePortRange: { from, to } }: Cluster): Pool {
  return {
    claims: ({ spec }, isUpdate = false) => [
      ...(mayHaveNodePorts(spec) ? (spec.ports ?? []) : []).flatMap((port, i) => {
        const { nodePort } = port;
        const at = ['spec', 'ports', i, 'nodePort'];
        const path = isUpdate ? at : ['spec', 'ports', firstWithNumber(spec, i), 'nodePort'];
        return nodePort ? [{ value: String(nodePort), at, path, whole: nodePort, port }] : [];
      }),
      ...(needsHealthPort(spec) && spec.healthCheckNodePort ? [healthClaim(spec.healthCheckNodePort)] : []),
    ],
    holds: (port) => Number(port) >= from && Number(port) <= to,
    outside: () => `provided port is not in the valid range. The range of valid ports is ${from}-${to}`,
    range: `a port from ${from} to ${to}`,
    held: () => 'provided port is already allocated',
    taken: new Map(),
  };
}

/** A new Service gets one node port for all ports of a number, and its first one is told what is wrong with it. */
function firstWithNumber(spec: ServiceSpec, index: number): number {
  const { ports = [] } = spec;
  const same = ({ port, nodePort }: ServicePort): boolean =>
    port === ports[index]?.port && (Boolean(nodePort) || getsNodePorts(spec));
  const first = ports.findIndex(same);
  return ports.find((port) => same(port) && port.nodePort)?.nodePort === ports[index]?.nodePort
    ? first
    : index;
}

/** The API server calls this one a failure of its own (500), and names no field. */
function healthClaim(port: number): Claim {
  const at = ['spec', 'healthCheckNodePort'];
  const internal = `failed to allocate requested HealthCheck NodePort ${port}`;
  return { value: String(port), at, path: [], whole: port, internal };
}

/** A claim that can't be met, and why. */
export function claimFault({ path, at, whole, internal }: Claim, why: string): Fault {
  const hint = 'leave it out to get one that is free';
  return internal === undefined
    ? { path, at, reason: 'Invalid', what: `Invalid value: ${JSON.stringify(whole)}: ${why}`, hint }
    : { path, at, reason: 'InternalError', what: `Internal error occurred: ${internal}: ${why}`, hint };
}
