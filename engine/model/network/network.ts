import {
  inRange,
  parseRange,
  type Cluster,
  type KubeObject,
  type Pod,
  type Protocol,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { nodesOf, type NetworkNode } from './node.ts';
import { hostPortsOf, type HostPort } from './host-ports.ts';
import { portKey } from './listeners.ts';
import { describePod, type NetworkPod } from './pod.ts';

/** Who has an address. */
export type Owner =
  | { readonly kind: 'pod'; readonly pod: NetworkPod; readonly node: NetworkNode | undefined }
  | { readonly kind: 'node'; readonly node: NetworkNode };

/** What an address that nobody has may be. */
export type Region = 'pod-range' | 'service-range' | 'loopback' | 'outside';

/** Who has which address in a cluster, worked out once for a set of objects. */
export class Network {
  readonly objects: ObjectStore;
  readonly cluster: Cluster;
  readonly nodes: ReadonlyMap<string, NetworkNode>;
  readonly #pods = new Map<string, NetworkPod>();
  readonly #owners = new Map<string, Owner>();
  readonly #hostPods = new Map<NetworkNode, NetworkPod[]>();
  readonly #hostPorts = new Map<string, HostPort[]>();
  readonly #serviceRanges: readonly string[];

  constructor(objects: ObjectStore, cluster: Cluster) {
    this.objects = objects;
    this.cluster = cluster;
    this.nodes = nodesOf(objects, cluster);
    for (const manifest of objects.list<Pod>('Pod')) this.#add(describePod(manifest, this.nodes));
    for (const node of this.nodes.values()) {
      for (const address of node.addresses) {
        if (!this.#owners.has(address)) this.#owners.set(address, { kind: 'node', node });
      }
    }
    this.#serviceRanges = serviceRanges(objects, cluster);
  }

  pod(key: string): NetworkPod | undefined {
    return this.#pods.get(key);
  }

  pods(): Iterable<NetworkPod> {
    return this.#pods.values();
  }

  /** Pods that share the network of a node. */
  hostPods(node: NetworkNode): readonly NetworkPod[] {
    return this.#hostPods.get(node) ?? [];
  }

  /** The pod that the pod network maps a node's port to (hostPort). */
  hostPort(node: NetworkNode, port: number, protocol: Protocol, address: string): HostPort | undefined {
    const mapped = this.#hostPorts.get(`${node.name} ${portKey(port, protocol)}`);
    return mapped?.find(({ hostIP }) => hostIP === undefined || hostIP === address);
  }

  /** Finished pods have no address any more: it may belong to another one. */
  owner(address: string): Owner | undefined {
    return this.#owners.get(address);
  }

  /** What an address is that nobody has. */
  region(address: string): Region {
    if (isLoopback(address)) return 'loopback';
    if (this.#serviceRanges.some((range) => inRange(address, range))) return 'service-range';
    return this.#podRanges().some((range) => inRange(address, range)) ? 'pod-range' : 'outside';
  }

  #add(pod: NetworkPod): void {
    this.#pods.set(pod.key, pod);
    if (!pod.hasNetwork) return;
    if (pod.hostNetwork) {
      if (pod.node) this.#hostPods.set(pod.node, [...(this.#hostPods.get(pod.node) ?? []), pod]);
      return;
    }
    for (const mapped of hostPortsOf(pod)) {
      const key = `${pod.node?.name} ${mapped.key}`;
      this.#hostPorts.set(key, [...(this.#hostPorts.get(key) ?? []), mapped]);
    }
    for (const address of pod.addresses) {
      if (!this.#owners.has(address)) this.#owners.set(address, { kind: 'pod', pod, node: pod.node });
    }
  }

  #podRanges(): readonly string[] {
    return [...this.cluster.podSubnets, ...[...this.nodes.values()].flatMap((node) => node.podRanges)];
  }
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** The cluster's own ranges and those of ServiceCIDR objects (KEP-1880). */
function serviceRanges(objects: ObjectStore, cluster: Cluster): readonly string[] {
  type ServiceCIDR = KubeObject & { readonly spec?: { readonly cidrs?: readonly string[] } };
  const added = objects.list<ServiceCIDR>('ServiceCIDR').flatMap(({ object }) => object.spec?.cidrs ?? []);
  return [...new Set([...cluster.serviceSubnets, ...added])].filter((range) => parseRange(range));
}
