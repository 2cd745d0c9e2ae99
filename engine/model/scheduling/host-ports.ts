import type { Pod, PodSpec } from '../../kube/index.ts';

interface Claim {
  readonly ip: string;
  /** `TCP/80`. */
  readonly port: string;
}

/** Which pods hold which ports of the nodes themselves. */
export class HostPorts {
  readonly #byNode = new Map<string, Map<string, Set<string>>>();

  /** Takes the ports that a placed pod wants. */
  take(node: string, spec: PodSpec): void {
    for (const { ip, port } of claims(spec)) {
      let ports = this.#byNode.get(node);
      if (!ports) this.#byNode.set(node, (ports = new Map()));
      const ips = ports.get(port);
      if (ips) ips.add(ip);
      else ports.set(port, new Set([ip]));
    }
  }

  /** True if none of the ports is held; `0.0.0.0` meets every address. */
  isFree(node: string, spec: PodSpec): boolean {
    const ports = this.#byNode.get(node);
    if (!ports) return true;
    return claims(spec).every(({ ip, port }) => {
      const ips = ports.get(port);
      if (!ips) return true;
      return ip !== everywhere && !ips.has(ip) && !ips.has(everywhere);
    });
  }
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
