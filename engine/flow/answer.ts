import type { Step } from './trace.ts';

/**
 * How a flow ends, as its client sees it.
 *
 * - `reached`: connected to one of the backends
 * - `refused`: told at once that nobody is there (an ICMP reject and a TCP reset look the same)
 * - `timeout`: no answer at all
 * - `no-name`: the name does not resolve
 * - `http`: an HTTP answer other than success decides, see `status`
 * - `tls-failure`: the TLS handshake failed
 * - `unhandled`: no rule of the cluster matches and ordinary routing decides
 * - `unknown`: nobody can tell, see `reason`; equal to nothing, itself included
 */
export type Result =
  'reached' | 'refused' | 'timeout' | 'no-name' | 'http' | 'tls-failure' | 'unhandled' | 'unknown';

/** The client's address as the backend sees it. */
export interface SourceSeen {
  readonly kept: boolean;
  /** The address seen, where it is certain. A hidden client is seen as some address of the proxying node. */
  readonly address?: string;
  /** The node one of whose addresses is seen, where the client is hidden. */
  readonly node?: string;
}

/** One place where a connection can arrive. */
export interface Backend {
  /** `namespace/name`; left out when the address belongs to no pod of the cluster. */
  readonly pod?: string;
  readonly ip: string;
  /** 0 for a ping. */
  readonly port: number;
  readonly node?: string;
  /** Chance that a new connection comes here; those of an answer sum to 1. */
  readonly probability: number;
  /** Only where this backend sees another source than the answer says (a pod that reaches itself). */
  readonly source?: SourceSeen;
  /** Only where connections that come here end otherwise than `result` says (nobody listens, a dead address). */
  readonly result?: Result;
}

/** What the proxy remembers of a client, where the Service has session affinity. */
export interface Affinity {
  /** Who counts as one client: the source address as the node that decides sees it. */
  readonly client: string;
  /** The node that decides; no other knows of it. */
  readonly node: string;
  /** The client stays where it comes to until so long has passed without a new connection. */
  readonly timeoutSeconds: number;
  /** Chance that an earlier connection decides where this one goes. */
  readonly remembered: number;
}

/** Whose turn it is, where a proxy keeps count. */
export interface SchedulerSaid {
  /** A scheduler of ipvs, or `round robin` of a proxy process. */
  readonly name: string;
  /** The node that keeps count. */
  readonly node: string;
}

/** How one of several connections of a flow ends. */
export type Connection = Omit<Answer, 'id' | 'trace' | 'connections'>;

/** What a back end says of a flow. */
export interface Answer {
  readonly id?: string;
  readonly result: Result;
  /** Sorted by address and port. */
  readonly backends: readonly Backend[];
  readonly source?: SourceSeen;
  /** The HTTP status, where `result` is `http` or a request was answered. */
  readonly status?: number;
  /** Only where the Service has session affinity: the next connections of this client go where this one goes. */
  readonly affinity?: Affinity;
  /** Only where a proxy keeps count: the next connection, whoever makes it, depends on where this one goes. */
  readonly scheduler?: SchedulerSaid;
  /** How it was decided, in the order a packet meets the rules. */
  readonly trace: readonly Step[];
  /** Only for a flow with `repeat`: its connections in their order, the one that the answer is about first. */
  readonly connections?: readonly Connection[];
  /** For `unknown` and `unhandled`: why. */
  readonly reason?: string;
}
