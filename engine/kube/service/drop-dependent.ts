import { isExternallyAccessible } from '../defaults/service.ts';
import type { Service, ServicePort, ServiceSpec } from '../types/service.ts';
import { mayHaveNodePorts, needsClusterIP, needsHealthPort, sameItems } from './needs.ts';

/** Fields that a Service can no longer hold once it is of another kind, and when they count as untouched. */
interface Dependent {
  readonly fields: readonly (keyof ServiceSpec)[];
  readonly needed: (spec: ServiceSpec) => boolean;
  readonly same?: (old: ServiceSpec, spec: ServiceSpec) => boolean;
}

const isBalancer = ({ type }: ServiceSpec): boolean => type === 'LoadBalancer';

/** Rows of `dropTypeDependentFields` (pkg/registry/core/service/strategy.go). */
const dependents: readonly Dependent[] = [
  {
    fields: ['clusterIP', 'clusterIPs'],
    needed: needsClusterIP,
    same: (old, spec) =>
      (old.clusterIP ?? '') === (spec.clusterIP ?? '') && sameItems(old.clusterIPs, spec.clusterIPs),
  },
  {
    fields: ['ipFamilies'],
    needed: needsClusterIP,
    same: (old, spec) => sameItems(old.ipFamilies, spec.ipFamilies),
  },
  { fields: ['ipFamilyPolicy'], needed: needsClusterIP },
  {
    fields: ['healthCheckNodePort'],
    needed: needsHealthPort,
    same: (old, spec) => (old.healthCheckNodePort ?? 0) === (spec.healthCheckNodePort ?? 0),
  },
  { fields: ['allocateLoadBalancerNodePorts'], needed: isBalancer },
  { fields: ['loadBalancerClass'], needed: isBalancer },
  { fields: ['externalTrafficPolicy'], needed: (spec) => isExternallyAccessible({ spec }) },
];

/**
 * A Service without what its new type, or its new policy, has no use for, as far as the update did not change it: what
 * was changed is for validation to refuse. The status of a load balancer goes with it.
 */
export function dropDependent(service: Service, { spec: old }: Service): Service {
  const spec: Record<string, unknown> = { ...service.spec };
  for (const { fields, needed, same = sameValue(fields[0]!) } of dependents) {
    if (!needed(old) || needed(service.spec) || !same(old, service.spec)) continue;
    for (const field of fields) delete spec[field];
  }
  const dropsPorts = mayHaveNodePorts(old) && !mayHaveNodePorts(service.spec);
  if (dropsPorts && service.spec.ports && addsNoNodePort(old, service.spec)) {
    spec['ports'] = service.spec.ports.map(withoutNodePort);
  }
  const { status, ...rest } = service;
  return { ...rest, spec, ...(status && isBalancer(service.spec) && { status }) };
}

function withoutNodePort(port: ServicePort): ServicePort {
  const { nodePort: _, ...rest } = port;
  return rest;
}

function sameValue(field: keyof ServiceSpec): NonNullable<Dependent['same']> {
  return (old, spec) => old[field] === spec[field];
}

/** Ports may come, go and change, as long as none has a node port that the Service did not have. */
function addsNoNodePort(old: ServiceSpec, spec: ServiceSpec): boolean {
  const had = new Set((old.ports ?? []).map(({ nodePort }) => nodePort));
  return (spec.ports ?? []).every(({ nodePort }) => !nodePort || had.has(nodePort));
}
