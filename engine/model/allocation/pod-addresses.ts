import { familyOf, nthAddress, sizeOf, type IPFamily, type Node, type Pod } from '../../kube/index.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';
import type { PersistentMap } from '../tables/persistent-map.ts';
import { fullName } from '../controllers/owner.ts';
import { firstFree } from './first-free.ts';

/** Positions beyond this are not handed out: no node runs that many pods. */
const mostPods = 2 ** 16;

/** The addresses of a node by family, the machine's own. */
export function nodeAddresses(node: Node): ReadonlyMap<IPFamily, string> {
  const addresses = new Map<IPFamily, string>();
  for (const { type, address } of node.status?.addresses ?? []) {
    const family = type === 'InternalIP' ? familyOf(address) : undefined;
    if (family && !addresses.has(family)) addresses.set(family, address);
  }
  return addresses;
}

/** Pods by their addresses as they are written, finished ones too. */
const byAddress = new ObjectIndex<Pod>('Pod', ({ object }) => podIPs(object));

/** Hands out pod addresses, each once, and those that were given back only when no other is left. */
export class PodAddresses {
  readonly #objects: ObjectStore;
  readonly #taken = new Set<string>();
  /** Nodes whose ranges are exhausted. */
  readonly #full = new Set<string>();
  readonly #released: PersistentMap<true>;

  constructor(objects: ObjectStore, released: PersistentMap<true>) {
    this.#objects = objects;
    this.#released = released;
  }

  /**
   * One address of each of the node's pod ranges, at the same position in all of them; nothing when
   * a range is exhausted. The position follows from the pod's own name. The first address of a range
   * is the gateway (host-local plug-in).
   */
  take(pod: Pod, node: Node): readonly string[] | undefined {
    const ranges = node.spec?.podCIDRs ?? (node.spec?.podCIDR ? [node.spec.podCIDR] : []);
    if (ranges.length === 0 || this.#full.has(node.metadata.name)) return undefined;
    const size = Math.min(mostPods, ...ranges.map((range) => sizeOf(range)));
    const at = (n: number): string[] => ranges.map((range) => nthAddress(range, n) ?? '');
    const band = [{ from: 2, to: size - 2 }];
    const isUnused = (n: number): boolean => at(n).every((ip) => !this.#isUsed(ip));
    const isFresh = (n: number): boolean => isUnused(n) && at(n).every((ip) => !this.#released.has(ip));
    const key = fullName(pod);
    const n = firstFree(key, band, isFresh) ?? firstFree(key, band, isUnused);
    if (n === undefined) {
      this.#full.add(node.metadata.name);
      return undefined;
    }
    const ips = at(n);
    for (const ip of ips) this.#taken.add(ip);
    return ips;
  }

  #isUsed(ip: string): boolean {
    return this.#taken.has(ip) || byAddress.keys(this.#objects, ip).length > 0;
  }
}

export function podIPs(pod: Pod): readonly string[] {
  const { podIP, podIPs } = pod.status ?? {};
  const listed = podIPs?.flatMap(({ ip }) => ip || []) ?? [];
  if (listed.length > 0) return listed;
  return podIP ? [podIP] : [];
}
