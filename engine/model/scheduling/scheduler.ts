import type { Manifest, Node, Pod } from '../../kube/index.ts';
import { stableHash } from '../stable-hash.ts';
import { controllerKey, keyOf } from '../controllers/owner.ts';
import { fitsNode } from './fits-node.ts';
import { HostPorts, isActive } from './host-ports.ts';

/** How many pods an owner has on each node, and in which order it prefers the nodes. */
interface Spread {
  readonly counts: Map<string, number>;
  nodes?: readonly Node[];
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
    const owner = controllerKey(pod) ?? keyOf(pod);
    const spread = this.#spread(owner);
    const { counts } = spread;
    spread.nodes ??= preferred(owner, this.#nodes);
    let best: string | undefined;
    let fewest = Infinity;
    for (const node of spread.nodes) {
      const { name } = node.metadata;
      const count = counts.get(name) ?? 0;
      if (count >= fewest || !fitsNode(pod.spec, node) || !this.#hostPorts.isFree(name, pod.spec)) continue;
      [best, fewest] = [name, count];
    }
    if (best !== undefined) this.#count(pod, best);
    return best;
  }

  #count(pod: Pod, node: string): void {
    const { counts } = this.#spread(controllerKey(pod) ?? keyOf(pod));
    counts.set(node, (counts.get(node) ?? 0) + 1);
    this.#hostPorts.take(node, pod.spec);
  }

  #spread(owner: string): Spread {
    let spread = this.#spreads.get(owner);
    if (!spread) this.#spreads.set(owner, (spread = { counts: new Map() }));
    return spread;
  }
}

/** A rank for each pair of owner and node, so that a new node moves only what prefers it. */
function preferred(owner: string, nodes: readonly Node[]): readonly Node[] {
  const ranked = nodes.map((node) => ({ node, rank: stableHash(`${owner}@${node.metadata.name}`) }));
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.map(({ node }) => node);
}

/** A node that only has a name, as nobody's kubelet reported it, runs nothing. */
function canRun(node: Node): boolean {
  return Boolean(node.status?.addresses?.length);
}
