import type { Manifest, Node, Pod } from '../../kube/index.ts';
import { stableHash } from '../stable-hash.ts';
import { controllerKey, keyOf } from '../controllers/owner.ts';
import { fitsNode } from './fits-node.ts';
import { HostPorts, isActive } from './host-ports.ts';
import type { ObjectStore } from '../object-store.ts';
import { ObjectIndex } from '../tables/object-index.ts';

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
  readonly #objects: ObjectStore;
  readonly #hostPorts: HostPorts;
  readonly #spreads = new Map<string, Spread>();

  constructor(nodes: readonly Manifest<Node>[], objects: ObjectStore) {
    this.#nodes = nodes.map(({ object }) => object).filter((node) => canRun(node));
    this.#objects = objects;
    this.#hostPorts = new HostPorts(objects, isActive);
  }

  /** The node for a pod, or nothing where none fits; the pod counts there from now on. */
  place(pod: Pod): string | undefined {
    const owner = ownerOf(pod);
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
    if (best !== undefined) {
      counts.set(best, (counts.get(best) ?? 0) + 1);
      this.#hostPorts.take(best, pod.spec);
    }
    return best;
  }

  #spread(owner: string): Spread {
    let spread = this.#spreads.get(owner);
    if (!spread) {
      const counts = new Map<string, number>();
      for (const { object } of byOwner.find(this.#objects, owner)) {
        const { nodeName } = object.spec;
        if (nodeName && isActive(object)) counts.set(nodeName, (counts.get(nodeName) ?? 0) + 1);
      }
      this.#spreads.set(owner, (spread = { counts }));
    }
    return spread;
  }
}

/** Pods by what they are spread with: the pods of one controller, or nobody. */
const byOwner = new ObjectIndex<Pod>('Pod', ({ object }) => ownerOf(object));

function ownerOf(pod: Pod): string {
  return controllerKey(pod) ?? keyOf(pod);
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
