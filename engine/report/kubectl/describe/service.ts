import type { EndpointSlice, LoadBalancerIngress, Service, ServicePort } from '../../../kube/index.ts';
import { formatLabels } from '../labels.ts';
import { annotationLines, labelLines, nameLines } from './head.ts';
import { readyEndpoints } from './ready-endpoints.ts';

/** `describeService` of k8s.io/kubectl/pkg/describe. */
export function describeService(service: Service, slices: readonly EndpointSlice[]): string[] {
  const { spec, status } = service;
  const optional = (title: string, value: string | number | undefined): string[] =>
    value === undefined || value === '' || value === 0 ? [] : [`${title}:\t${value}`];
  return [
    ...nameLines(service),
    ...labelLines(service),
    ...annotationLines(service),
    `Selector:\t${formatLabels(spec.selector)}`,
    `Type:\t${spec.type ?? 'ClusterIP'}`,
    ...optional('IP Family Policy', spec.ipFamilyPolicy),
    `IP Families:\t${(spec.ipFamilies ?? []).join(',') || '<none>'}`,
    `IP:\t${spec.clusterIP ?? ''}`,
    `IPs:\t${(spec.clusterIPs ?? []).join(',') || '<none>'}`,
    ...optional('External IPs', spec.externalIPs?.join(',')),
    ...optional('Desired LoadBalancer IP', spec.loadBalancerIP),
    ...optional('External Name', spec.externalName),
    ...optional('LoadBalancer Ingress', status?.loadBalancer?.ingress?.map(formatIngress).join(', ')),
    ...(spec.ports ?? []).flatMap((port) => portLines(port, slices)),
    `Session Affinity:\t${spec.sessionAffinity ?? 'None'}`,
    ...optional('External Traffic Policy', spec.externalTrafficPolicy),
    ...optional('Internal Traffic Policy', spec.internalTrafficPolicy),
    ...optional('Traffic Distribution', spec.trafficDistribution),
    ...optional('HealthCheck NodePort', spec.healthCheckNodePort),
    ...optional('LoadBalancer Source Ranges', spec.loadBalancerSourceRanges?.join(',')),
    'Events:\t<none>',
  ];
}

function portLines(port: ServicePort, slices: readonly EndpointSlice[]): string[] {
  const { protocol = 'TCP', targetPort = port.port, nodePort } = port;
  const name = port.name || '<unset>';
  return [
    `Port:\t${name}\t${port.port}/${protocol}`,
    `TargetPort:\t${targetPort}/${protocol}`,
    ...(nodePort ? [`NodePort:\t${name}\t${nodePort}/${protocol}`] : []),
    `Endpoints:\t${readyEndpoints(slices, port.name ?? '')}`,
  ];
}

function formatIngress({ ip, hostname, ipMode }: LoadBalancerIngress): string {
  return `${ip || hostname || ''}${ipMode === undefined ? '' : ` (${ipMode})`}`;
}
