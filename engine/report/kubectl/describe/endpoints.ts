import type { EndpointAddress, EndpointPort, Endpoints } from '../../../kube/index.ts';
import { annotationLines, labelLines, nameLines } from './head.ts';

/** `describeEndpoints` of k8s.io/kubectl/pkg/describe. */
export function describeEndpoints(endpoints: Endpoints): string[] {
  return [
    ...nameLines(endpoints),
    ...labelLines(endpoints),
    ...annotationLines(endpoints),
    'Subsets:',
    ...(endpoints.subsets ?? []).flatMap(({ addresses, notReadyAddresses, ports }) => [
      `  Addresses:\t${list(addresses)}`,
      `  NotReadyAddresses:\t${list(notReadyAddresses)}`,
      ...portTable(ports ?? [], '  Ports:'),
      '',
    ]),
    'Events:\t<none>',
  ];
}

/** Port by port; nothing for no port. */
export function portTable(ports: readonly EndpointPort[], title: string): string[] {
  if (ports.length === 0) return [];
  const indent = `${/^ */.exec(title)?.[0] ?? ''}  `;
  return [
    title,
    `${indent}Name\tPort\tProtocol`,
    `${indent}----\t----\t--------`,
    ...ports.map(
      ({ name, port, protocol }) =>
        `${indent}${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? 'TCP'}`,
    ),
  ];
}

function list(addresses: readonly EndpointAddress[] | undefined): string {
  return (addresses ?? []).map(({ ip }) => ip).join(',') || '<none>';
}
