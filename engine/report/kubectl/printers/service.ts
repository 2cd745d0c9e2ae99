import type { Service, ServicePort } from '../../../kube/index.ts';
import { age } from '../human-duration.ts';
import { formatLabels } from '../labels.ts';
import { loadBalancerAddresses } from '../load-balancer.ts';
import { printer } from '../printer.ts';

/** `printService` of kubernetes/pkg/printers/internalversion. */
export const servicePrinter = printer<Service>(
  'Service',
  'Name | Type | Cluster-IP | External-IP | Port(s) | Age | +Selector',
  (service, { now, wide }) => {
    const { spec, metadata } = service;
    return [
      metadata.name,
      spec.type ?? 'ClusterIP',
      spec.clusterIPs?.[0] ?? (spec.clusterIP || '<none>'),
      externalAddresses(service, wide),
      (spec.ports ?? []).map(formatPort).join(',') || '<none>',
      age(metadata.creationTimestamp, now),
      formatLabels(spec.selector),
    ];
  },
);

function externalAddresses({ spec, status }: Service, wide: boolean): string {
  const externalIPs = spec.externalIPs ?? [];
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  if (spec.type !== 'LoadBalancer') return externalIPs.join(',') || '<none>';
  const given = loadBalancerAddresses(status?.loadBalancer?.ingress, wide);
  return [given, ...externalIPs].filter(Boolean).join(',') || '<pending>';
}

function formatPort({ port, nodePort, protocol = 'TCP' }: ServicePort): string {
  return nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}
