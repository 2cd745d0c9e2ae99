import type { Container, Pod, Protocol } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { servicesSelecting } from '../services-selecting.ts';
import type { NetworkPod } from './pod.ts';
import { portKey } from './port-key.ts';
import { portsNamedFor } from './slice-ports.ts';

/**
 * On which ports pods listen. Nobody can see that in a manifest, so it is a convention: a pod listens on the
 * containerPorts it declares and on numeric targetPorts of Services that select it. A pod that declares no
 * port at all also listens on whatever port a slice names for its address. Ready or not makes no difference.
 */
export class Listeners {
  readonly #objects: ObjectStore;
  readonly #ports = new Map<NetworkPod, ReadonlySet<string>>();

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  listens(pod: NetworkPod, port: number, protocol: Protocol): boolean {
    return this.portsOf(pod).has(portKey(port, protocol));
  }

  portsOf(pod: NetworkPod): ReadonlySet<string> {
    let ports = this.#ports.get(pod);
    if (!ports) this.#ports.set(pod, (ports = this.#find(pod)));
    return ports;
  }

  #find(pod: NetworkPod): ReadonlySet<string> {
    const ports = new Set<string>();
    if (!pod.runs) return ports;
    const { object } = pod.manifest;
    const containers = longRunning(object);
    const running = containers.filter((container) => isRunning(container, object));
    for (const { ports: declared = [] } of running) {
      for (const { containerPort, protocol = 'TCP' } of declared) ports.add(portKey(containerPort, protocol));
    }
    if (running.length === 0) return ports;
    for (const { object: service } of servicesSelecting(
      this.#objects,
      pod.namespace,
      object.metadata.labels,
    )) {
      if (service.spec.type === 'ExternalName') continue;
      for (const { port, targetPort = port, protocol = 'TCP' } of service.spec.ports ?? []) {
        const target = targetPort === 0 || targetPort === '' ? port : targetPort;
        if (typeof target === 'number') ports.add(portKey(target, protocol));
      }
    }
    if (containers.every((container) => (container.ports ?? []).length === 0)) {
      for (const port of this.#namedBySlices(pod)) ports.add(port);
    }
    return ports;
  }

  /** By address; for a pod on its node's network only where the slice means this very pod. */
  #namedBySlices(pod: NetworkPod): Iterable<string> {
    const keys = pod.hostNetwork ? pod.addresses.map((address) => `${address} ${pod.key}`) : pod.addresses;
    return keys.flatMap((key) => portsNamedFor(this.#objects, key));
  }
}

/** Regular containers and sidecars. */
export function longRunning(pod: Pod): readonly Container[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars];
}

/**
 * False where a recorded status says that the container waits (CrashLoopBackOff, say) or has ended; a state that
 * says nothing means that it waits (API field ContainerState).
 */
function isRunning(container: Container, pod: Pod): boolean {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  const state = statuses.find(({ name }) => name === container.name)?.['state'];
  return !(state instanceof Object) || 'running' in state;
}
