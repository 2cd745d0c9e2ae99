import type { ServiceSpec } from '../types/service.ts';

/** Every type but ExternalName has a cluster IP; `None` counts as one. */
export function needsClusterIP({ type }: ServiceSpec): boolean {
  return type !== 'ExternalName';
}

/** Types whose ports may have node ports. */
export function mayHaveNodePorts({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/** Types whose ports get node ports by themselves; a load balancer may do without (KEP-1864). */
export function getsNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);
}

/** A load balancer must be able to ask nodes whether they have an endpoint (KEP-27, `NeedsHealthCheck`). */
export function needsHealthPort({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** No cluster IP, on purpose: only names lead to its pods. */
export function isHeadless({ clusterIPs, clusterIP }: ServiceSpec): boolean {
  return clusterIPs?.length ? clusterIPs.length === 1 && clusterIPs[0] === 'None' : clusterIP === 'None';
}

export function selectsNothing({ selector }: ServiceSpec): boolean {
  return selector === undefined || Object.keys(selector).length === 0;
}

export function sameItems<T>(a: readonly T[] = [], b: readonly T[] = []): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
