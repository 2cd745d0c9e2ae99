import type { Endpoint, EndpointSlice } from '../../../kube/index.ts';
import { portTable } from './endpoints.ts';
import { annotationLines, labelLines, nameLines } from './head.ts';

/** `describeEndpointSliceV1` of k8s.io/kubectl/pkg/describe. */
export function describeEndpointSlice(slice: EndpointSlice): string[] {
  const ports = slice.ports ?? [];
  const endpoints = slice.endpoints ?? [];
  return [
    ...nameLines(slice),
    ...labelLines(slice),
    ...annotationLines(slice),
    `AddressType:\t${slice.addressType}`,
    ...(ports.length === 0 ? ['Ports: <unset>'] : portTable(ports, 'Ports:')),
    ...(endpoints.length === 0 ? ['Endpoints: <none>'] : ['Endpoints:', ...endpoints.flatMap(endpointLines)]),
    'Events:\t<none>',
  ];
}

function endpointLines({ addresses, conditions, hostname, targetRef, nodeName, zone }: Endpoint): string[] {
  return [
    `  - Addresses:\t${addresses.join(',')}`,
    '    Conditions:',
    `      Ready:\t${conditions?.ready ?? '<unset>'}`,
    `    Hostname:\t${hostname ?? '<unset>'}`,
    ...(targetRef ? [`    TargetRef:\t${targetRef.kind}/${targetRef.name}`] : []),
    `    NodeName:\t${nodeName ?? '<unset>'}`,
    `    Zone:\t${zone ?? '<unset>'}`,
  ];
}
