import { familyOf, inRange, parseRange, type IPFamily, type ProxyConfig } from '../../kube/index.ts';
import type { NetworkNode } from '../network/node.ts';

/** Tells pod traffic from other traffic by its source (kube-proxy's local traffic detector, detectLocalMode). */
export interface Detector {
  /** False: nothing ever counts as pod traffic, and nothing to a cluster IP is masqueraded because it is none. */
  readonly exists: boolean;
  isPod(source: string, arrivesFromOwnPod: boolean): boolean;
}

const none: Detector = { exists: false, isPod: () => false };

/** The detector of a node's proxy for one family. */
export function detectorOf(config: ProxyConfig, node: NetworkNode, family: IPFamily): Detector {
  switch (config.detectLocalMode) {
    case 'ClusterCIDR':
      return byRange(config.clusterCIDRs, family);
    case 'NodeCIDR':
      return byRange(node.podRanges, family);
    // Interfaces are not modelled: what a pod of this node sends comes in by one that the option names.
    default:
      return { exists: true, isPod: (_, arrivesFromOwnPod) => arrivesFromOwnPod };
  }
}

function byRange(ranges: readonly string[], family: IPFamily): Detector {
  // Only the first range of a family counts (cmd/kube-proxy getLocalDetectors).
  const own = ranges.find((range) => parseRange(range)?.family === family);
  if (own === undefined) return none;
  const known = new Map<string, boolean>();
  return {
    exists: true,
    isPod(source) {
      let is = known.get(source);
      if (is === undefined) {
        is = familyOf(source) === family && inRange(source, own);
        if (known.size > 10_000) known.clear();
        known.set(source, is);
      }
      return is;
    },
  };
}
