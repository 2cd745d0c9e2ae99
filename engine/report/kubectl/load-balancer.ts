import type { LoadBalancerIngress } from '../../kube/index.ts';

const narrow = 16;

/** A load balancer's addresses, each once and sorted; cut unless the table is wide. */
export function loadBalancerAddresses(
  ingress: readonly LoadBalancerIngress[] | undefined,
  wide: boolean,
): string {
  const addresses = (ingress ?? []).map(({ ip, hostname }) => ip || hostname || '').filter(Boolean);
  const text = [...new Set(addresses)].sort().join(',');
  return !wide && text.length > narrow ? `${text.slice(0, narrow - 3)}...` : text;
}
