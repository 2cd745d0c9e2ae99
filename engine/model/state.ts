import type { Cluster } from '../kube/index.ts';
import type { ObjectStore } from './object-store.ts';

/** What is broken. Controllers and proxies answer to it, see the change that sets each field. */
export interface Faults {
  /** Nodes whose machine is off: nothing on them answers, and after the grace period their pods turn unready. */
  readonly stoppedNodes: ReadonlySet<string>;
  /** Nodes that run but reach nobody and are reached by nobody. */
  readonly cutOffNodes: ReadonlySet<string>;
  /** Nodes whose kube-proxy is stopped: they go on with the rules of the objects they saw last. */
  readonly staleProxies: ReadonlyMap<string, ObjectStore>;
  /** True while no DNS server runs. */
  readonly dnsDown: boolean;
}

/**
 * An immutable snapshot of a cluster: what the API server holds after all controllers have done
 * their work. A change gives a new snapshot (see `applyChange`).
 */
export interface State {
  readonly cluster: Cluster;
  /**
   * Everything: what was declared (defaulted, with addresses and ports allocated) and what
   * controllers made of it (ReplicaSets, Pods with status, EndpointSlices, Endpoints).
   */
  readonly objects: ObjectStore;
  readonly faults: Faults;
  /** Seconds since the first snapshot. */
  readonly now: number;
}

export const noFaults: Faults = {
  stoppedNodes: new Set(),
  cutOffNodes: new Set(),
  staleProxies: new Map(),
  dnsDown: false,
};
