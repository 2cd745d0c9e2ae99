import { canonicalAddress, familyOf, parseAddress } from '../address.ts';
import type { FieldPath } from '../manifest.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../types/endpoints.ts';
import { validateAddress, validateEndpointAddress, validateStrictly } from './addresses.ts';
import { Judge } from './judge.ts';
import { validateLabels } from './labels.ts';
import {
  dns1123LabelFaults,
  dns1123SubdomainFaults,
  labelValueFaults,
  qualifiedNameFaults,
  type Reasons,
} from './names.ts';

const most = { endpoints: 1000, ports: 20_000, addresses: 100, labels: 16, hints: 8 };

/** `ValidateEndpointSliceCreate` (pkg/apis/discovery/validation/validation.go). Numbers of ports are not looked at there. */
export function validateEndpointSlice(slice: EndpointSlice): readonly Fault[] {
  const judge = new Judge();
  if (slice.addressType as string) judge.oneOf(['addressType'], slice.addressType, ['FQDN', 'IPv4', 'IPv6']);
  else judge.required(['addressType']);
  const [ports, endpoints] = [slice.ports ?? [], slice.endpoints ?? []];
  if (ports.length > most.ports) judge.tooMany(['ports'], ports.length, most.ports);
  else validatePorts(judge, ports);
  if (endpoints.length > most.endpoints) judge.tooMany(['endpoints'], endpoints.length, most.endpoints);
  else endpoints.forEach((endpoint, i) => validateEndpoint(judge, slice, endpoint, ['endpoints', i]));
  return judge.faults;
}

function validatePorts(judge: Judge, ports: readonly EndpointPort[]): void {
  const names = new Set<string>();
  ports.forEach(({ name = '', protocol, appProtocol }, i) => {
    const path = ['ports', i];
    if (name !== '') judge.named([...path, 'name'], name, dns1123LabelFaults(name));
    if (names.has(name)) judge.duplicate([...path, 'name'], name);
    names.add(name);
    judge.oneOf([...path, 'protocol'], protocol, ['SCTP', 'TCP', 'UDP']);
    if (appProtocol === undefined) return;
    judge.named([...path, 'appProtocol'], appProtocol, qualifiedNameFaults(appProtocol));
  });
}

function validateEndpoint(judge: Judge, slice: EndpointSlice, endpoint: Endpoint, path: FieldPath): void {
  const { addresses, nodeName, hostname, hints, deprecatedTopology } = endpoint;
  const list = [...path, 'addresses'];
  if (addresses.length === 0) judge.required(list, 'must contain at least 1 address');
  if (addresses.length > most.addresses) judge.tooMany(list, addresses.length, most.addresses);
  addresses.forEach((address, i) => validateSliceAddress(judge, slice.addressType, address, list, i));
  if (nodeName !== undefined) judge.named([...path, 'nodeName'], nodeName, dns1123SubdomainFaults(nodeName));
  const topology = [...path, 'deprecatedTopology'];
  const labels = Object.keys(deprecatedTopology ?? {}).length;
  if (labels > most.labels) judge.tooMany(topology, labels, most.labels);
  validateLabels(judge, deprecatedTopology, topology);
  if (hostname !== undefined) judge.named([...path, 'hostname'], hostname, dns1123LabelFaults(hostname));
  const own = [...path, 'hints'];
  if (!validateHints(judge, hints?.forZones, [...own, 'forZones'], labelValueFaults)) return;
  validateHints(judge, hints?.forNodes, [...own, 'forNodes'], dns1123SubdomainFaults);
}

/** False if there are so many that nobody looks further. */
function validateHints(
  judge: Judge,
  hints: readonly { readonly name: string }[] = [],
  path: FieldPath,
  faults: (name: string) => Reasons,
): boolean {
  if (hints.length > most.hints) {
    judge.tooMany(path, hints.length, most.hints);
    return false;
  }
  const names = new Set<string>();
  hints.forEach(({ name }, i) => {
    const at = [...path, i, 'name'];
    if (names.has(name)) judge.duplicate(at, name);
    names.add(name);
    judge.named(at, name, faults(name));
  });
  return true;
}

function validateSliceAddress(
  judge: Judge,
  type: EndpointSlice['addressType'],
  address: string,
  path: FieldPath,
  index: number,
): void {
  const at = [...path, index];
  if (type === 'FQDN') validateDomainName(judge, address, at);
  if (type !== 'IPv4' && type !== 'IPv6') return;
  if (!validateAddress(judge, address, at)) return;
  // Stricter than for IPv4, where older clusters hold addresses with leading zeros.
  if (type === 'IPv6') {
    if (!validateStrictly(judge, address, at)) return;
    const canonical = canonicalAddress(address);
    if (canonical !== address) {
      judge.invalid(at, address, `must be in canonical form ("${canonical}")`);
      return;
    }
  }
  // An IPv4 address mapped into IPv6 counts as what it was.
  if (parseAddress(address) && familyOf(address) !== type) {
    judge.invalid(path, address, `must be an ${type} address`, { at });
  }
  validateEndpointAddress(judge, address, at);
}

/** `IsFullyQualifiedDomainName` (apimachinery). */
function validateDomainName(judge: Judge, text: string, path: FieldPath): void {
  const name = text.replace(/\.$/, '');
  if (text === '') judge.required(path);
  else if (dns1123SubdomainFaults(name).length > 0) judge.named(path, name, dns1123SubdomainFaults(name));
  else if (!name.includes('.')) {
    judge.invalid(path, name, 'should be a domain with at least two segments separated by dots');
  } else {
    const label = name.split('.').find((one) => dns1123LabelFaults(one).length > 0);
    if (label !== undefined) judge.named(path, label, dns1123LabelFaults(label));
  }
}
