import type { FieldPath } from '../manifest.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { EndpointAddress, EndpointPort, Endpoints } from '../types/endpoints.ts';
import { validateAddress, validateEndpointAddress } from './addresses.ts';
import { Judge } from './judge.ts';
import { dns1123LabelFaults, dns1123SubdomainFaults, qualifiedNameFaults } from './names.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

/** `ValidateEndpointsCreate` (pkg/apis/core/validation/validation.go). */
export function validateEndpoints(endpoints: Endpoints): readonly Fault[] {
  const judge = new Judge();
  endpoints.subsets?.forEach((subset, i) => {
    const path = ['subsets', i];
    if (!subset.addresses?.length && !subset.notReadyAddresses?.length) {
      judge.required(path, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const field of ['addresses', 'notReadyAddresses'] as const) {
      subset[field]?.forEach((address, j) => endpointAddress(judge, address, [...path, field, j]));
    }
    const ports = subset.ports ?? [];
    ports.forEach((port, j) => endpointPort(judge, port, ports.length > 1, [...path, 'ports', j]));
  });
  return judge.faults;
}

/** What somebody left out reaches the API server as empty text. */
function endpointAddress(judge: Judge, address: Partial<EndpointAddress>, path: FieldPath): void {
  const { ip = '' } = address;
  validateAddress(judge, ip, [...path, 'ip']);
  validateEndpointAddress(judge, ip, [...path, 'ip']);
  if (address.hostname) {
    judge.named([...path, 'hostname'], address.hostname, dns1123LabelFaults(address.hostname));
  }
  if (address.nodeName !== undefined) {
    judge.named([...path, 'nodeName'], address.nodeName, dns1123SubdomainFaults(address.nodeName));
  }
}

function endpointPort(judge: Judge, port: EndpointPort, needsName: boolean, path: FieldPath): void {
  if (port.name) judge.named([...path, 'name'], port.name, dns1123LabelFaults(port.name));
  else if (needsName) judge.required([...path, 'name']);
  judge.port([...path, 'port'], port.port);
  judge.oneOf([...path, 'protocol'], port.protocol, protocols);
  const { appProtocol } = port;
  if (appProtocol !== undefined) {
    judge.named([...path, 'appProtocol'], appProtocol, qualifiedNameFaults(appProtocol));
  }
}
