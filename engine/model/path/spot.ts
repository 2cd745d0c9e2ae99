import { familyOf, type IPFamily, type Protocol } from '../../kube/index.ts';
import type { Network, Owner, Region } from '../network/network.ts';
import { virtualKey } from '../proxy/services-by-destination.ts';

/** One address, port and protocol that somebody dials. */
export interface Spot {
  readonly address: string;
  readonly family: IPFamily;
  readonly port: number;
  readonly protocol: Protocol;
  /** `10.96.0.20:80`, `[fd00::1]:80` */
  readonly text: string;
  /** As a proxy's tables name it, as a virtual address and as a node port. */
  readonly virtualKey: string;
  readonly nodePortKey: string;
  readonly owner: Owner | undefined;
  /** In which range it lies, whoever has it. */
  readonly region: Region;
}

export function spotAt(network: Network, address: string, port: number, protocol: Protocol): Spot {
  const family = familyOf(address) ?? 'IPv4';
  return {
    address,
    family,
    port,
    protocol,
    text: formatSocket(address, port),
    virtualKey: virtualKey(address, port, protocol),
    nodePortKey: `${family} ${port}/${protocol}`,
    owner: network.owner(address),
    region: network.region(address),
  };
}

/** `10.0.0.1:80`, `[fd00::1]:80` */
export function formatSocket(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An address of the ranges that only the cluster knows: of pods and their gateways, or for Services. */
export function isInside({ region }: Spot): boolean {
  return region === 'pod-range' || region === 'service-range';
}
