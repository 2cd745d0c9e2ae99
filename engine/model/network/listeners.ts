import {
  canonicalAddress,
  matchesLabels,
  refOf,
  type Container,
  type EndpointSlice,
  type Pod,
  type Protocol,
  type Service,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import type { NetworkPod } from './pod.ts';

/** A port of a pod's network, written `8080/TCP`. */
export function portKey(port: number, protocol: Protocol): string {
  return `${port}/${protocol}`;
}

/**
 * On which ports pods listen. Nobody can see that in a manifest, so it is a convention: a pod listens on the
 * containerPorts it declares and on numeric targetPorts of Services that select it. A pod that declares no
 * port at all also listens on whatever port a slice names for its address. Ready or not makes no difference.
 */
export class Listeners {
  readonly #objects: ObjectStore;
  readonly #ports = new Map<NetworkPod, ReadonlySet<string>>();
  readonly #services = new Map<string, Map<string, Service[]>>();
  #slicePorts: Map<string, Set<string>> | undefined;

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
    for (const service of this.#selecting(object)) {
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

  #selecting(pod: Pod): Service[] {
    const { namespace } = refOf(pod);
    let byLabel = this.#services.get(namespace);
    if (!byLabel) {
      byLabel = new Map();
      for (const { object } of this.#objects.list<Service>('Service', namespace)) {
        const [first] = Object.entries(object.spec.selector ?? {});
        if (!first || object.spec.type === 'ExternalName') continue;
        const key = `${first[0]}=${first[1]}`;
        byLabel.set(key, [...(byLabel.get(key) ?? []), object]);
      }
      this.#services.set(namespace, byLabel);
    }
    const labels = pod.metadata.labels ?? {};
    const candidates = Object.entries(labels).flatMap(([key, value]) => byLabel.get(`${key}=${value}`) ?? []);
    return candidates.filter((service) => matchesLabels(service.spec.selector ?? {}, labels));
  }

  /** By address; for a pod on its node's network only where the slice means this very pod. */
  #namedBySlices(pod: NetworkPod): Iterable<string> {
    const named = (this.#slicePorts ??= slicePorts(this.#objects));
    const keys = pod.hostNetwork ? pod.addresses.map((address) => `${address} ${pod.key}`) : pod.addresses;
    return keys.flatMap((key) => [...(named.get(key) ?? [])]);
  }
}

/** Regular containers and sidecars. */
export function longRunning(pod: Pod): readonly Container[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars];
}

/** False where a recorded status says that the container waits or has ended (CrashLoopBackOff, say). */
function isRunning(container: Container, pod: Pod): boolean {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  const state = statuses.find(({ name }) => name === container.name)?.['state'];
  return !(state instanceof Object) || 'running' in state || !('waiting' in state || 'terminated' in state);
}

function slicePorts(objects: ObjectStore): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  const add = (key: string, ports: readonly string[]): void => {
    const known = named.get(key) ?? new Set();
    for (const port of ports) known.add(port);
    named.set(key, known);
  };
  for (const { object } of objects.list<EndpointSlice>('EndpointSlice')) {
    const { namespace } = refOf(object);
    const ports = (object.ports ?? []).flatMap(({ port, protocol = 'TCP' }) =>
      port ? [portKey(port, protocol)] : [],
    );
    for (const { addresses, targetRef } of object.endpoints ?? []) {
      for (const text of addresses) {
        const address = canonicalAddress(text) ?? text;
        add(address, ports);
        if (targetRef?.kind === 'Pod')
          add(`${address} ${targetRef.namespace ?? namespace}/${targetRef.name}`, ports);
      }
    }
  }
  return named;
}
