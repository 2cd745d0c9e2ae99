import type { ServicePort, ServiceSpec } from '../types/service.ts';
import { getsNodePorts, needsClusterIP, needsHealthPort } from './needs.ts';

/**
 * What the API server once allocated and an update leaves out is meant to stay, so that a sparse manifest can be sent
 * again (`patchAllocatedValues`, pkg/registry/core/service/storage).
 */
export function patchAllocated(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  return {
    ...spec,
    ...(needsClusterIP(old) && needsClusterIP(spec) && clusterIPs(spec, old)),
    ...(getsNodePorts(old) && getsNodePorts(spec) && spec.ports && { ports: patchPorts(spec, old) }),
    ...(needsHealthPort(old) &&
      needsHealthPort(spec) &&
      !spec.healthCheckNodePort &&
      old.healthCheckNodePort && { healthCheckNodePort: old.healthCheckNodePort }),
  };
}

function clusterIPs(spec: ServiceSpec, old: ServiceSpec): Partial<ServiceSpec> {
  return {
    ...(!spec.clusterIP && old.clusterIP && { clusterIP: old.clusterIP }),
    ...(!spec.clusterIPs?.length && old.clusterIPs?.length && { clusterIPs: old.clusterIPs }),
  };
}

/** A node port stays with the name of its port, unless it was given to another one. */
function patchPorts({ ports = [] }: ServiceSpec, old: ServiceSpec): readonly ServicePort[] {
  const numbers = (list: readonly ServicePort[] = []): readonly number[] =>
    list.flatMap(({ nodePort }) => nodePort || []);
  const inNew = new Set(numbers(ports));
  const used = new Set(numbers(old.ports).filter((number) => inNew.has(number)));
  const byName = new Map((old.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort]));
  return ports.map((port) => {
    const known = byName.get(port.name ?? '');
    return port.nodePort || !known || used.has(known) ? port : { ...port, nodePort: known };
  });
}
