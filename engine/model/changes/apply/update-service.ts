import type { Problem } from '../../../errors/index.ts';
import {
  canonicalAddress,
  manifestOf,
  type Manifest,
  type Service,
  type ServicePort,
  type ServiceSpec,
} from '../../../kube/index.ts';
import { refusal } from './refusal.ts';

/**
 * A Service that is applied again. Allocated values that the manifest leaves out are kept
 * (`patchAllocatedValues`), those that its new type can't hold are wiped (`dropTypeDependentFields`);
 * a cluster IP, once there, may not change.
 *
 * @param merged the new manifest over what is there
 */
export function updateService(
  before: Manifest<Service>,
  merged: Manifest<Service>,
): { readonly service: Manifest<Service>; readonly problems: readonly Problem[] } {
  const old = before.object.spec;
  const spec = wipe(normalize(old, patch(old, merged.object.spec)));
  const { status, ...rest } = merged.object;
  // Without a balancer there is nobody to keep a balancer's address.
  const keepsStatus = spec.type === 'LoadBalancer' || old.type !== 'LoadBalancer';
  const object: Service = { ...rest, spec, ...(status && keepsStatus && { status }) };
  const service = manifestOf(object, merged);
  return { service, problems: immutable(old, service) };
}

function patch(old: ServiceSpec, next: ServiceSpec): ServiceSpec {
  const patched: ServiceSpec = { ...next };
  const sparse = !next.clusterIP && !next.clusterIPs?.length;
  const bothHaveIPs = hasClusterIP(old) && hasClusterIP(next);
  return {
    ...patched,
    ...(bothHaveIPs &&
      sparse &&
      old.clusterIPs && { clusterIP: old.clusterIP ?? '', clusterIPs: old.clusterIPs }),
    ...(bothHaveIPs && !next.ipFamilies && old.ipFamilies && { ipFamilies: old.ipFamilies }),
    ...(hasNodePorts(old) && hasNodePorts(next) && { ports: patchPorts(old.ports ?? [], next.ports ?? []) }),
    ...(hasHealthPort(old) &&
      hasHealthPort(next) &&
      old.healthCheckNodePort &&
      !next.healthCheckNodePort && { healthCheckNodePort: old.healthCheckNodePort }),
  };
}

/** A new `clusterIP` beside the old `clusterIPs` is meant for both (`NormalizeClusterIPs`). */
function normalize(old: ServiceSpec, next: ServiceSpec): ServiceSpec {
  const { clusterIP } = next;
  const isOldList = next.clusterIPs?.join() === old.clusterIPs?.join();
  if (!clusterIP || clusterIP === old.clusterIP || !isOldList) return next;
  return { ...next, clusterIPs: [clusterIP] };
}

/** A node port stays with the name of its port. */
function patchPorts(old: readonly ServicePort[], next: readonly ServicePort[]): readonly ServicePort[] {
  const written = new Set(next.map(({ nodePort }) => nodePort));
  const byName = new Map(old.map(({ name = '', nodePort }) => [name, nodePort]));
  return next.map((port) => {
    const known = byName.get(port.name ?? '');
    return port.nodePort || !known || written.has(known) ? port : { ...port, nodePort: known };
  });
}

function wipe(spec: ServiceSpec): ServiceSpec {
  const wiped: Record<string, unknown> = { ...spec };
  const drop = (...fields: readonly (keyof ServiceSpec)[]): void => {
    for (const field of fields) delete wiped[field];
  };
  if (!hasClusterIP(spec))
    drop('clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy');
  if (!hasNodePorts(spec) && spec.ports) {
    wiped['ports'] = spec.ports.map((port) => omit(port, 'nodePort'));
  }
  if (!hasHealthPort(spec)) drop('healthCheckNodePort');
  if (spec.type !== 'LoadBalancer') drop('allocateLoadBalancerNodePorts', 'loadBalancerClass');
  const isOpen = hasNodePorts(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0);
  if (!isOpen) drop('externalTrafficPolicy');
  return wiped;
}

function omit<T extends object>(object: T, field: keyof T): T {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== field)) as T;
}

function immutable(old: ServiceSpec, service: Manifest<Service>): readonly Problem[] {
  const { spec } = service.object;
  if (!hasClusterIP(old) || !hasClusterIP(spec)) return [];
  const problems: Problem[] = [];
  const [was, is] = [primaryIP(old), primaryIP(spec)];
  if (was !== undefined && is !== was) {
    const text = `Invalid value: ${JSON.stringify(spec.clusterIPs ?? [spec.clusterIP])}: may not change once set`;
    const path = spec.clusterIPs ? ['spec', 'clusterIPs', 0] : ['spec', 'clusterIP'];
    problems.push({
      ...refusal(service, path, text),
      what: refusal(service, ['spec', 'clusterIPs', 0], text).what,
    });
  }
  const [family] = old.ipFamilies ?? [];
  const [next] = spec.ipFamilies ?? [];
  if (family && next && family !== next) {
    problems.push(
      refusal(service, ['spec', 'ipFamilies', 0], `Invalid value: "${next}": may not change once set`),
    );
  }
  const bothBalance = old.type === 'LoadBalancer' && spec.type === 'LoadBalancer';
  if (bothBalance && old.loadBalancerClass !== spec.loadBalancerClass) {
    const text = `Invalid value: ${JSON.stringify(spec.loadBalancerClass ?? null)}: may not change once set`;
    problems.push(refusal(service, ['spec', 'loadBalancerClass'], text));
  }
  if (hasHealthPort(old) && hasHealthPort(spec) && old.healthCheckNodePort !== spec.healthCheckNodePort) {
    problems.push(refusal(service, ['spec', 'healthCheckNodePort'], 'Forbidden: field is immutable'));
  }
  return problems;
}

function primaryIP({ clusterIP, clusterIPs }: ServiceSpec): string | undefined {
  const ip = clusterIP || clusterIPs?.[0];
  return ip === undefined ? undefined : (canonicalAddress(ip) ?? ip);
}

function hasClusterIP({ type = 'ClusterIP' }: ServiceSpec): boolean {
  return type !== 'ExternalName';
}

function hasNodePorts({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

function hasHealthPort({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}
