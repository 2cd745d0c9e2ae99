import type { Answer, Change, Client, Flow, NameSeen, Observation } from '../flow/index.ts';
import type { Cluster, Manifest, Protocol } from '../kube/index.ts';

/** What a scenario asks of the place it runs in. */
export interface Setting {
  readonly cluster: Cluster;
  /** The kind config as its author wrote it, or none for the default cluster. */
  readonly kindConfig?: { readonly file: string; readonly text: string } | undefined;
  /** Why it can't run in the cluster that scenarios were to run in; `cluster` is another then. */
  readonly unfit?: string;
  /** Unique among the scenarios of a run; becomes part of names and labels. */
  readonly scenario: string;
  /** True where the scenario's own images are to be left alone. */
  readonly keepImages: boolean;
  /** The scenario's sentences with their tables and texts: what it will ask for can be read there. */
  readonly text?: string;
  /** The texts of the files that its sentences name, one after the other. */
  readonly files?: string;
  readonly tags?: readonly string[];
  /** What has to answer outside the cluster. The model takes everything outside to answer. */
  readonly outsideServers?: readonly OutsideServer[];
}

/** A server at an address that is none of the cluster's. */
export interface OutsideServer {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
}

export interface Ask {
  /** New connections for each flow; 1 if left out. */
  readonly attempts?: number;
}

/** How a flow is asked while one waits. */
export interface Wait {
  /** New connections of each flow, in the order of the flows; 1 if left out. */
  readonly attempts?: readonly number[];
}

/** How long a back end took to come to rest. */
export interface Convergence {
  readonly converged: boolean;
  readonly milliseconds: number;
}

/** What was seen of a connection that is held open. */
export type HeldSeen =
  | { readonly kind: 'reached'; readonly pod: string }
  | { readonly kind: 'refused' | 'over' | 'silent' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Whatever answers flows. The model is one like the others. */
export interface BackEnd {
  /** `model`, `kind`, `context:NAME`, `recorded:DIR`. */
  readonly name: string;
  /** True where nobody outside of the cluster can be asked. */
  readonly insideOnly?: boolean;
  /** Why a scenario can't run here; nothing if it can, or if anything can run here. */
  whyNot?(setting: Setting): Promise<string | undefined>;
  open(setting: Setting): Promise<void>;
  apply(change: Change): Promise<void>;
  /** Answers in the order of the flows. Never throws for a flow: what can't be told is `unknown`. */
  answer(flows: readonly Flow[], ask?: Ask): Promise<readonly (Answer | Observation)[]>;
  /** Asks again and again until `settled` says yes or the deadline passes; draws no sample that counts. */
  converge(
    flows: readonly Flow[],
    settled: (answers: readonly (Answer | Observation)[]) => boolean,
    deadlineSeconds: number,
    wait?: Wait,
  ): Promise<Convergence>;
  /** What a client's resolver says of a name. Left out by back ends that can't ask one. */
  lookUp?(client: Client, name: string): Promise<NameSeen>;
  /** Opens a connection that stays open under a name; over UDP a socket. Left out by back ends that can't. */
  hold?(name: string, flow: Flow): Promise<HeldSeen>;
  /** Sends something over it. */
  askHeld?(name: string): Promise<HeldSeen>;
  /** The cluster as it is: addresses of nodes, ranges, release, proxy. Left out where it is as declared. */
  cluster?(): Promise<Cluster>;
  /** All objects of the scenario as the API server returns them. */
  objects(): Promise<readonly Manifest[]>;
  /** Saves what helps to understand a failure; returns the folder, or nothing if there is nothing to save. */
  evidence(folder: string, flows: readonly Flow[]): Promise<string | undefined>;
  /** Milliseconds by phase that it has taken for this scenario, closing included; left out where it takes none. */
  times?(): ReadonlyMap<string, number>;
  /** Removes what it made. Never throws: what could not be removed is returned as text. */
  close(): Promise<readonly string[]>;
}
