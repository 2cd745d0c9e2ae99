import {
  behaviour,
  type EndpointPort,
  type Pod,
  type Service,
  type ServicePort,
} from '../../../kube/index.ts';
import { isOn, type Surroundings } from './surroundings.ts';
import { sidecarsOf } from '../readiness/failing-probe.ts';

/**
 * The ports that a Service has on a pod, sorted by name: a number is taken as it is, declared or not;
 * a name is looked up in the pod by name and protocol. Ports whose name the pod lacks are left out
 * (`podutil.FindPort`).
 */
export function portsOn(service: Service, pod: Pod, surroundings: Surroundings): readonly EndpointPort[] {
  const { ports = [] } = service.spec;
  const found = ports.flatMap((port): EndpointPort[] => {
    const number = findPort(port, pod, surroundings);
    if (number === undefined) return [];
    return [
      {
        // The API server writes an empty name for the one port of a Service that needs none.
        name: port.name ?? '',
        port: number,
        protocol: port.protocol ?? 'TCP',
        ...(port.appProtocol !== undefined && { appProtocol: port.appProtocol }),
      },
    ];
  });
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function findPort(servicePort: ServicePort, pod: Pod, surroundings: Surroundings): number | undefined {
  const target = servicePort.targetPort ?? servicePort.port;
  if (typeof target === 'number') return target;
  const protocol = servicePort.protocol ?? 'TCP';
  // Sidecars count since the named ports of restartable init containers do (Kubernetes PR 128850).
  const countsSidecars =
    isOn('SidecarContainers', surroundings) && behaviour('sidecarPorts', surroundings.version);
  const sidecars = countsSidecars ? sidecarsOf(pod.spec) : [];
  for (const { ports = [] } of [...pod.spec.containers, ...sidecars]) {
    for (const port of ports) {
      if (port.name === target && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
    }
  }
  return undefined;
}

function key({ name = '', protocol = 'TCP', port = 0 }: EndpointPort): string {
  return `${name}\0${protocol}\0${port}`;
}

/** Equal for equal sets of ports. */
export function portsKey(ports: readonly EndpointPort[]): string {
  return ports.map((port) => `${key(port)}\0${port.appProtocol ?? ''}`).join('\n');
}
