import type { Protocol } from '../../kube/index.ts';
import type { Target } from './target.ts';

/** Where names are read: clients of one scope get one answer for a name. */
export interface Scope {
  /** Whose resolver: the cluster's DNS with the search list of a namespace, the node's own, or none of ours. */
  readonly dns: 'cluster' | 'node' | 'outside';
  /** The namespace of names that say none; '' where there is none. */
  readonly namespace: string;
  /** Destinations that were read before, by their text. */
  readonly targets: Readonly<Record<Protocol, Map<string, Target>>>;
}

export function newScope(dns: Scope['dns'], namespace: string): Scope {
  return {
    dns,
    namespace,
    targets: { TCP: new Map(), UDP: new Map(), SCTP: new Map() },
  };
}
