import type { Cluster } from '../../kube/index.ts';
import { gatesOf, type Gates } from './gates.ts';
import { traitsOf, type ModeTraits } from './modes/index.ts';
import { reachOf, type Reach } from './reach.ts';

/** What the proxies of a cluster do, by their release, their mode and their options. */
export interface Behaviour {
  readonly gates: Gates;
  readonly traits: ModeTraits;
  readonly reach: Reach;
}

const known = new WeakMap<Cluster, Behaviour>();

/** One object for a cluster. */
export function behaviourOf(cluster: Cluster): Behaviour {
  let found = known.get(cluster);
  if (!found) {
    const traits = traitsOf(cluster.proxy.mode, cluster.version);
    found = { gates: gatesOf(cluster), traits, reach: reachOf(traits, cluster) };
    known.set(cluster, found);
  }
  return found;
}
