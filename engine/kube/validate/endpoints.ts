import { canonicalAddress, familyOf } from '../address.ts';
import type { FieldPath } from '../manifest.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { EndpointAddress, EndpointPort, Endpoints, EndpointSlice } from '../types/endpoints.ts';
import { validateAddress, validateEndpointAddress } from './addresses.ts';
import { Judge } from './judge.ts';
import { dns1123LabelFaults, dns1123SubdomainFaults } from './names.ts';

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

function endpointAddress(judge: Judge, address: EndpointAddress, path: FieldPath): void {
  validateEndpointAddress(judge, address.ip, [...path, 'ip']);
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
}

const most = { endpoints: 1000, addresses: 100 };

/** `ValidateEndpointSliceCreate` (pkg/apis/discovery/validation/validation.go). */
export function validateEndpointSlice(slice: EndpointSlice): readonly Fault[] {
  const judge = new Judge();
  judge.oneOf(['addressType'], slice.addressType, ['FQDN', 'IPv4', 'IPv6']);
  const names = new Set<string>();
  slice.ports?.forEach((port, i) => {
    const { name = '' } = port;
    const path = ['ports', i];
    if (name !== '') judge.named([...path, 'name'], name, dns1123LabelFaults(name));
    if (names.has(name)) judge.duplicate([...path, 'name'], name);
    names.add(name);
    judge.oneOf([...path, 'protocol'], port.protocol, protocols);
    if (port.port !== undefined) judge.port([...path, 'port'], port.port);
  });
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length > most.endpoints) {
    judge.invalid(['endpoints'], endpoints.length, `must have at most ${most.endpoints} items`);
  }
  endpoints.forEach(({ addresses, nodeName, hostname }, i) => {
    const path = ['endpoints', i];
    if (addresses.length === 0) judge.required([...path, 'addresses'], 'must contain at least 1 address');
    if (addresses.length > most.addresses) {
      judge.invalid([...path, 'addresses'], addresses.length, `must have at most ${most.addresses} items`);
    }
    addresses.forEach((address, j) => sliceAddress(judge, slice, address, [...path, 'addresses'], j));
    if (nodeName !== undefined)
      judge.named([...path, 'nodeName'], nodeName, dns1123SubdomainFaults(nodeName));
    if (hostname !== undefined) judge.named([...path, 'hostname'], hostname, dns1123LabelFaults(hostname));
  });
  return judge.faults;
}

function sliceAddress(judge: Judge, slice: EndpointSlice, address: string, path: FieldPath, j: number): void {
  const { addressType: type } = slice;
  const at = [...path, j];
  if (type !== 'IPv4' && type !== 'IPv6') {
    if (type === 'FQDN') judge.named(at, address, dns1123SubdomainFaults(address.replace(/\.$/, '')));
    return;
  }
  if (!validateAddress(judge, address, at)) return;
  if (familyOf(address) !== type) judge.invalid(path, address, `must be an ${type} address`, { at });
  // Stricter than for IPv4, where older clusters hold addresses with leading zeros.
  else if (type === 'IPv6' && canonicalAddress(address) !== address) {
    judge.invalid(at, address, `must be in canonical form ("${canonicalAddress(address)}")`);
  }
  validateEndpointAddress(judge, address, at);
}
