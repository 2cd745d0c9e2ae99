import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../../kube/index.ts';

interface Member {
  readonly address: EndpointAddress;
  readonly ready: boolean;
}

/** Stands for the ports of a subset that has none. */
const noPort = '';

/**
 * Subsets in their canonical form: an address is written once for each set of ports, ports that the same
 * addresses offer share a subset, and an address that is unready once for a port is unready for it
 * (`RepackSubsets` of pkg/api/v1/endpoints). Sorted by address, then port, as text.
 *
 * @param idOf equal for addresses that are one; in Kubernetes the uid of their target tells equal ones apart
 */
export function repackSubsets(
  subsets: readonly EndpointSubset[],
  idOf: (address: EndpointAddress) => string = ({ ip, targetRef }) => `${ip} ${targetRef?.uid ?? ''}`,
): readonly EndpointSubset[] {
  const addresses = new Map<string, EndpointAddress>();
  const ports = new Map<string, EndpointPort | undefined>();
  const byPort = new Map<string, Map<string, boolean>>();
  for (const subset of subsets) {
    const { ports: declared = [] } = subset;
    const keys = declared.length === 0 ? [noPort] : declared.map((port) => portKey(port));
    for (const [index, key] of keys.entries()) {
      ports.set(key, declared[index]);
      const members = byPort.get(key) ?? new Map<string, boolean>();
      byPort.set(key, members);
      for (const { address, ready } of membersOf(subset)) {
        const id = idOf(address);
        // The first writing of an address is the one that stays, with its hostname and node.
        if (!addresses.has(id)) addresses.set(id, address);
        members.set(id, ready && (members.get(id) ?? true));
      }
    }
  }
  const groups = Map.groupBy(byPort, ([, members]) => JSON.stringify([...members].sort(byText)));
  return [...groups.values()]
    .map((group): EndpointSubset => {
      const members = [...group[0]![1]].map(([id, ready]): Member => ({
        address: addresses.get(id)!,
        ready,
      }));
      const shared = group.flatMap(([key]) => ports.get(key) ?? []).sort(byPortKey);
      return {
        ...listOf('addresses', members, true),
        ...listOf('notReadyAddresses', members, false),
        ...(shared.length > 0 && { ports: shared }),
      };
    })
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
}

function membersOf({ addresses = [], notReadyAddresses = [] }: EndpointSubset): readonly Member[] {
  return [
    ...addresses.map((address) => ({ address, ready: true })),
    ...notReadyAddresses.map((address) => ({ address, ready: false })),
  ];
}

function listOf(
  field: 'addresses' | 'notReadyAddresses',
  members: readonly Member[],
  wanted: boolean,
): EndpointSubset {
  const list = members.filter(({ ready }) => ready === wanted).map(({ address }) => address);
  return list.length > 0 ? { [field]: list.sort((a, b) => compare(a.ip, b.ip)) } : {};
}

function portKey({ name = '', port = 0, protocol = 'TCP', appProtocol = '' }: EndpointPort): string {
  return `${name}\0${protocol}\0${port}\0${appProtocol}`;
}

function sortKey({ addresses = [], notReadyAddresses = [], ports = [] }: EndpointSubset): string {
  const ips = [...addresses, ...notReadyAddresses].map(({ ip }) => ip);
  return [...ips, ...ports.map((port) => portKey(port))].join('\n');
}

function byPortKey(a: EndpointPort, b: EndpointPort): number {
  return compare(portKey(a), portKey(b));
}

function byText([a]: readonly [string, boolean], [b]: readonly [string, boolean]): number {
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
