import {
  inRange,
  rangesOf,
  type Cluster,
  type Manifest,
  type Pod,
  type Protocol,
  type ServiceCIDR,
} from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { nodesByAddress, nodesOf, type NetworkNode, type NodeOwner } from './node.ts';
import { hostPortsOf, isMappedOn } from './host-ports.ts';
import { portKey } from './port-key.ts';
import { describePod, type NetworkPod } from './pod.ts';
import { podsByAddress, podsByHostPort, podsOnHost } from './pods-by.ts';

/** Who has an address. */
export type Owner =
  { readonly kind: 'pod'; readonly pod: NetworkPod; readonly node: NetworkNode | undefined } | NodeOwner;

/** What an address that nobody has may be. */
export type Region = 'pod-range' | 'service-range' | 'loopback' | 'outside';

/** Who has which address in a cluster; pods and nodes are looked up when somebody asks for them. */
export class Network {
  readonly objects: ObjectStore;
  readonly cluster: Cluster;
  readonly nodes: ReadonlyMap<string, NetworkNode>;
  readonly #nodesByAddress: ReadonlyMap<string, Owner>;
  readonly #serviceRanges: readonly string[];

  constructor(objects: ObjectStore, cluster: Cluster) {
    this.objects = objects;
    this.cluster = cluster;
    this.nodes = nodesOf(objects, cluster);
    this.#nodesByAddress = nodesByAddress(this.nodes);
    this.#serviceRanges = serviceRanges(objects, cluster);
  }

  /** @param key `namespace/name` */
  pod(key: string): NetworkPod | undefined {
    const slash = key.indexOf('/');
    const manifest = this.objects.get<Pod>('Pod', key.slice(0, slash), key.slice(slash + 1));
    return manifest && this.#describe(manifest);
  }

  pods(): Iterable<NetworkPod> {
    return this.objects.list<Pod>('Pod').map((manifest) => this.#describe(manifest));
  }

  /** Pods that share the network of a node. */
  hostPods(node: NetworkNode): readonly NetworkPod[] {
    return podsOnHost.find(this.objects, node.name).map((manifest) => this.#describe(manifest));
  }

  /** The pod that the pod network maps a node's port to (hostPort). */
  hostPort(
    node: NetworkNode,
    port: number,
    protocol: Protocol,
    address: string,
  ): { readonly pod: NetworkPod; readonly containerPort: number } | undefined {
    const key = portKey(port, protocol);
    for (const manifest of podsByHostPort.find(this.objects, `${node.name} ${key}`)) {
      for (const mapped of hostPortsOf(manifest.object)) {
        if (mapped.key === key && isMappedOn(mapped, address))
          return { pod: this.#describe(manifest), containerPort: mapped.containerPort };
      }
    }
    return undefined;
  }

  /** Who has an address: a pod on its network before a node. */
  owner(address: string): Owner | undefined {
    const [manifest] = podsByAddress.find(this.objects, address);
    if (!manifest) return this.#nodesByAddress.get(address);
    const pod = this.#describe(manifest);
    return { kind: 'pod', pod, node: pod.node };
  }

  /** What an address is that nobody has. */
  region(address: string): Region {
    if (isLoopback(address)) return 'loopback';
    if (this.#serviceRanges.some((range) => inRange(address, range))) return 'service-range';
    return this.#podRanges().some((range) => inRange(address, range)) ? 'pod-range' : 'outside';
  }

  /** One object for one pod as long as neither it nor a node changes. */
  #describe(manifest: Manifest<Pod>): NetworkPod {
    let known = described.get(manifest);
    if (known?.nodes !== this.nodes) {
      known = { nodes: this.nodes, pod: describePod(manifest, this.nodes) };
      described.set(manifest, known);
    }
    return known.pod;
  }

  #podRanges(): readonly string[] {
    return [...this.cluster.podSubnets, ...[...this.nodes.values()].flatMap((node) => node.podRanges)];
  }
}

const described = new WeakMap<
  Manifest<Pod>,
  { readonly nodes: ReadonlyMap<string, NetworkNode>; readonly pod: NetworkPod }
>();

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** The cluster's own ranges and those of ServiceCIDR objects (KEP-1880). */
function serviceRanges(objects: ObjectStore, cluster: Cluster): readonly string[] {
  const added = objects.list<ServiceCIDR>('ServiceCIDR').flatMap(({ object }) => rangesOf(object));
  return [...cluster.serviceSubnets, ...added];
}
