import { canonicalAddress, type Pod } from '../../kube/index.ts';
import { longRunning } from './listeners.ts';
import { portKey } from './port-key.ts';

/** A port of a node that leads to a pod (a container's hostPort). */
export interface HostPort {
  /** The node's port, `80/TCP`. */
  readonly key: string;
  /** Only on this address of the node; on all if left out. */
  readonly hostIP: string | undefined;
  readonly containerPort: number;
}

export function hostPortsOf(pod: Pod): readonly HostPort[] {
  return longRunning(pod).flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, hostIP = '', containerPort, protocol = 'TCP' }) => {
      if (!hostPort) return [];
      const everywhere = hostIP === '' || hostIP === '0.0.0.0' || hostIP === '::';
      const address = everywhere ? undefined : (canonicalAddress(hostIP) ?? hostIP);
      return [{ key: portKey(hostPort, protocol), hostIP: address, containerPort }];
    }),
  );
}
