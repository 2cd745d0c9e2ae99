import type { Cluster } from '../../kube/index.ts';
import type { OutsideServer } from '../back-end.ts';
import type { Kubectl } from './kubectl/kubectl.ts';
import type { Api } from './kubectl/api.ts';
import type { ProberCommand } from './probe/prober-session.ts';
import type { StandIn } from './rewrite/stand-in.ts';
import type { ToolResult } from './tools/run-tool.ts';

/** Names of the labels on everything that is made in a cluster. */
export const labels = {
  run: 'reachform.dev/run',
  scenario: 'reachform.dev/scenario',
  fingerprint: 'reachform.dev/fingerprint',
} as const;

/** Undoes something; what it could not undo is thrown. */
export interface Undo {
  readonly what: string;
  run(): Promise<unknown>;
}

/** The machines below the nodes, where they are ours: faults and their repair. */
export interface Machines {
  /** Runs a command on a node, whatever its exit code. */
  run(node: string, command: readonly string[]): Promise<ToolResult>;
  stop(node: string): Promise<void>;
  /** Ready for scenarios again once its kubelet is. */
  start(node: string): Promise<void>;
  /** The prober in a container, by a way that needs no network. */
  proberIn(node: string, containerId: string): ProberCommand;
}

/** A pod on a node's own network. */
export interface HostProber {
  readonly command: ProberCommand;
  readonly containerId: string;
}

/** A place outside the cluster from where traffic comes. */
export interface Outside {
  /**
   * A prober whose traffic has an address and, where it goes to virtual addresses, goes to a node
   * first, but to hidden ranges nowhere; or why there can't be one.
   */
  at(
    address: string,
    via: string,
    hidden: readonly string[],
  ): Promise<ProberCommand | { readonly problem: string }>;
}

/**
 * A cluster in which scenarios run, however it came to be. Whoever makes one says here what it is
 * and what may be done with it.
 */
export interface LiveCluster {
  /** `kind`, `context:NAME`. */
  readonly name: string;
  /** Unique among runs; part of names. */
  readonly run: string;
  /** Counts the scenarios that were opened: a namespace that is going can't be made again. */
  readonly opened: { next: number };
  readonly kubectl: Kubectl;
  readonly api: Api;
  /** What scenarios call a node to what the cluster calls it. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly dnsDomain: string;
  readonly standIn: StandIn;
  /** The programs, by file name: the data of the ConfigMap that `standIn.programs` names. */
  readonly programs: Readonly<Record<string, string>>;
  /** True where the kernel holds back refusals that come too fast. */
  readonly refusalsLimited: boolean;
  readonly machines?: Machines;
  /**
   * Notes in the cluster that something of it is broken, so that nobody takes it for a good one if
   * this process dies; returns how to strike that out.
   */
  damage?(what: string): Promise<() => Promise<unknown>>;
  /** What the cluster tells of itself; nothing where it was made as the scenario asks. */
  readonly describes?: Cluster;
  /** Pods on the nodes' own network to ask from, by the cluster's name of the node. */
  hosts(): Promise<ReadonlyMap<string, HostProber>>;
  /** Nothing where nobody outside can be asked, with the reason. */
  outside(): Promise<Outside | { readonly missing: string }>;
  /** Puts a server at an address outside. Left out where nobody can. */
  serveOutside?(server: OutsideServer): Promise<Undo>;
  close(): Promise<void>;
}
