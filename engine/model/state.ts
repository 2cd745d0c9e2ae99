import type { Cluster, Manifest } from '../kube/index.ts';
import type { Connections } from './connections/connections.ts';
import { ObjectStore } from './object-store.ts';
import { PersistentMap } from './tables/persistent-map.ts';

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

/** What a controller made, and of what: while neither changes, nothing wakes it. */
export interface Derivation {
  readonly inputs: readonly Manifest[];
  readonly outputs: readonly Manifest[];
  /** Of endpoints with hints in proportion to CPUs: where nodes were when these were last weighed. */
  readonly zones?: string | undefined;
}

/** The name by which a workload's pods know their template. */
export interface Revision {
  /** The template in canonical JSON. */
  readonly template: string;
  readonly name: string;
}

/** A cluster at rest, as far as controllers look at it. */
export interface Settled {
  readonly objects: ObjectStore;
  readonly nodes: Cluster['nodes'];
  readonly stoppedNodes: ReadonlySet<string>;
  readonly cutOffNodes: ReadonlySet<string>;
}

/** What the controllers and the API server know beyond the objects. Keys of workloads are `Kind namespace/name`. */
export interface Memory {
  /** Names of all pods that a workload ever had, oldest first. No name is given twice; aliases count by it. */
  readonly pods: PersistentMap<readonly string[]>;
  /** Addresses that pods have given back: taken again only when no other is left. */
  readonly releasedAddresses: PersistentMap<true>;
  /** Revisions that were recorded under another name than the model would give. */
  readonly revisions: ReadonlyMap<string, Revision>;
  /** By Service `namespace/name`: its EndpointSlices and Endpoints. */
  readonly endpoints: PersistentMap<Derivation>;
  /** By pod `namespace/name`: the second in which its grace period ends; without one it goes as soon as its kubelet can say so. */
  readonly leaving: ReadonlyMap<string, number>;
  /** By node: the second since when the control plane hears nothing of it. */
  readonly silentSince: ReadonlyMap<string, number>;
  /** By node and key of a taint that drives pods out (`worker broken`): the second since when the node has it. */
  readonly taintedSince: ReadonlyMap<string, number>;
  /** By lost node: the second in which it began to drive its pods out, where none was to do so before. */
  readonly resumed: ReadonlyMap<string, number>;
  /** Nodes whose kube-proxy somebody stopped; others are stale because they hear no API server. */
  readonly stoppedProxies: ReadonlySet<string>;
  /** What all controllers saw when they came to rest last; nothing before they ever did. */
  readonly settled: Settled | undefined;
  /** Objects as they were applied last, before defaulting. */
  readonly applied: ObjectStore;
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
  /** Left out where nothing is remembered. */
  readonly memory?: Memory;
  /** What nodes remember of connections that were made (see `connect`). Left out while none was. */
  readonly connections?: Connections;
}

export const noFaults: Faults = {
  stoppedNodes: new Set(),
  cutOffNodes: new Set(),
  staleProxies: new Map(),
  dnsDown: false,
};

export const noMemory: Memory = {
  pods: PersistentMap.empty(),
  releasedAddresses: PersistentMap.empty(),
  revisions: new Map(),
  endpoints: PersistentMap.empty(),
  leaving: new Map(),
  silentSince: new Map(),
  taintedSince: new Map(),
  resumed: new Map(),
  stoppedProxies: new Set(),
  settled: undefined,
  applied: ObjectStore.empty,
};
