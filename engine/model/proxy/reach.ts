import type { Cluster, IPFamily, Protocol } from '../../kube/index.ts';
import type { ModeTraits } from './modes/index.ts';

/** What of a Service a proxy writes rules for at all. */
export interface Reach {
  readonly families: readonly IPFamily[];
  readonly protocols: readonly Protocol[];
  /** False: internalTrafficPolicy and externalTrafficPolicy mean nothing to it. */
  readonly policies: boolean;
}

export function reachOf(traits: ModeTraits, cluster: Cluster): Reach {
  return {
    families: traits.ipFamilies === 'both' ? ['IPv4', 'IPv6'] : cluster.ipFamilies.slice(0, 1),
    protocols: traits.protocols === 'all' ? ['TCP', 'UDP', 'SCTP'] : ['TCP', 'UDP'],
    policies: traits.localPolicy !== 'ignored',
  };
}
