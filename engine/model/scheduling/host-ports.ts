import type { Pod, PodSpec } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';

interface Claim {
  readonly ip: string;
  /** `TCP/80`. */
  readonly port: string;
}

/** Pods that want ports of a node itself, by the node that they were given to. */
const holders = new ObjectIndex<Pod>('Pod', ({ object: { spec } }) =>
  spec.nodeName && claims(spec).length > 0 ? spec.nodeName : [],
);

/** Which ports of the nodes themselves are held. */
export class HostPorts {
  readonly #objects: ObjectStore;
  readonly #holds: (pod: Pod) => boolean;
  readonly #byNode = new Map<string, Map<string, Set<string>>>();

  /** @param holds which of the pods that were given to a node hold the ports that they want */
  constructor(objects: ObjectStore, holds: (pod: Pod) => boolean) {
    this.#objects = objects;
    this.#holds = holds;
  }

  /** Takes the ports that a placed pod wants. */
  take(node: string, spec: PodSpec): void {
    const wanted = claims(spec);
    if (wanted.length > 0) add(this.#on(node), wanted);
  }

  /** True if none of the ports is held; `0.0.0.0` meets every address. */
  isFree(node: string, spec: PodSpec): boolean {
    const wanted = claims(spec);
    if (wanted.length === 0) return true;
    const ports = this.#on(node);
    return wanted.every(({ ip, port }) => {
      const ips = ports.get(port);
      if (!ips) return true;
      return ip !== everywhere && !ips.has(ip) && !ips.has(everywhere);
    });
  }

  #on(node: string): Map<string, Set<string>> {
    let ports = this.#byNode.get(node);
    if (!ports) {
      this.#byNode.set(node, (ports = new Map()));
      for (const { object } of holders.find(this.#objects, node)) {
        if (this.#holds(object)) add(ports, claims(object.spec));
      }
    }
    return ports;
  }
}

function add(ports: Map<string, Set<string>>, wanted: readonly Claim[]): void {
  for (const { ip, port } of wanted) ports.set(port, (ports.get(port) ?? new Set()).add(ip));
}

const everywhere = '0.0.0.0';

/** With hostNetwork every container port is a host port (API field `hostNetwork`). */
function claims(spec: PodSpec): readonly Claim[] {
  const found: Claim[] = [];
  const sidecars = spec.initContainers?.filter((container) => container.restartPolicy === 'Always') ?? [];
  for (const container of [...spec.containers, ...sidecars]) {
    for (const { containerPort, hostPort, hostIP, protocol = 'TCP' } of container.ports ?? []) {
      const port = spec.hostNetwork ? containerPort : hostPort;
      if (port) found.push({ ip: hostIP || everywhere, port: `${protocol}/${port}` });
    }
  }
  return found;
}

/** True if the pod still holds its ports: it has not ended. */
export function isActive(pod: Pod): boolean {
  return pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}
