import { canonicalAddress, familyOf, type Pod } from '../../kube/index.ts';
import { longRunning } from './listeners.ts';
import { portKey } from './port-key.ts';

/** A port of a node that leads to a pod (a container's hostPort). */
export interface HostPort {
  /** The node's port, `80/TCP`. */
  readonly key: string;
  /** Only on this address of the node, or on all of a family for 0.0.0.0 and ::; on all if left out. */
  readonly hostIP: string | undefined;
  readonly containerPort: number;
}

export function hostPortsOf(pod: Pod): readonly HostPort[] {
  return longRunning(pod).flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, hostIP = '', containerPort, protocol = 'TCP' }) => {
      if (!hostPort) return [];
      const address = hostIP === '' ? undefined : (canonicalAddress(hostIP) ?? hostIP);
      return [{ key: portKey(hostPort, protocol), hostIP: address, containerPort }];
    }),
  );
}

/** A hostIP of one family is for that one, and an unspecified one for all of its addresses (CNI portmap). */
export function isMappedOn({ hostIP }: HostPort, address: string): boolean {
  const all = familyOf(address) === 'IPv4' ? '0.0.0.0' : '::';
  return hostIP === undefined || hostIP === all || hostIP === address;
}
