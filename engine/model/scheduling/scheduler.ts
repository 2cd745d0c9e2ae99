import type { Manifest, Node, Pod } from '../../kube/index.ts';
import { stableHash } from '../allocation/stable-hash.ts';
import { controllerKey, keyOf } from '../controllers/owner.ts';
import { fitsNode } from './fits-node.ts';
import { HostPorts, isActive } from './host-ports.ts';

/** The nodes in the order in which one owner prefers them, and how many of its pods each has. */
interface Spread {
  readonly nodes: readonly Node[];
  readonly counts: Map<string, number>;
}

/**
 * Places pods as the default scheduler may: where they fit, spread over nodes. Only the pods of the
 * same owner count, and where as many run on several nodes, the owner's name decides: what else runs
 * in the cluster moves nothing.
 */
export class Scheduler {
  readonly #nodes: readonly Node[];
  readonly #hostPorts = new HostPorts();
  readonly #spreads = new Map<string, Spread>();

  constructor(nodes: readonly Manifest<Node>[], pods: Iterable<Manifest<Pod>>) {
    this.#nodes = nodes.map(({ object }) => object).filter((node) => canRun(node));
    for (const { object } of pods) {
      if (object.spec.nodeName && isActive(object)) this.#count(object, object.spec.nodeName);
    }
  }

  /** The node for a pod, or nothing where none fits; the pod counts there from now on. */
  place(pod: Pod): string | undefined {
    const { nodes, counts } = this.#spread(pod);
    let best: string | undefined;
    let fewest = Infinity;
    for (const node of nodes) {
      const { name } = node.metadata;
      const count = counts.get(name) ?? 0;
      if (count >= fewest || !fitsNode(pod.spec, node) || !this.#hostPorts.isFree(name, pod.spec)) continue;
      [best, fewest] = [name, count];
    }
    if (best !== undefined) this.#count(pod, best);
    return best;
  }

  #count(pod: Pod, node: string): void {
    const { counts } = this.#spread(pod);
    counts.set(node, (counts.get(node) ?? 0) + 1);
    this.#hostPorts.take(node, pod.spec);
  }

  #spread(pod: Pod): Spread {
    const owner = controllerKey(pod) ?? keyOf(pod);
    let spread = this.#spreads.get(owner);
    if (!spread) {
      const ranked = this.#nodes.map((node) => ({
        node,
        rank: stableHash(`${owner}@${node.metadata.name}`),
      }));
      ranked.sort((a, b) => a.rank - b.rank);
      spread = { nodes: ranked.map(({ node }) => node), counts: new Map() };
      this.#spreads.set(owner, spread);
    }
    return spread;
  }
}

/** A node that only has a name, as nobody's kubelet reported it, runs nothing. */
function canRun(node: Node): boolean {
  return Boolean(node.status?.addresses?.length);
}
