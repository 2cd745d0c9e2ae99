import type { Protocol } from '../kube/types/index.ts';

/** Where a flow starts. A pod is named `namespace/name`, or by its name alone in namespace `default`. */
export type Client = PodClient | HostClient | OutsideClient;

export interface PodClient {
  readonly pod: string;
}

/** A process on a node, or a pod with `hostNetwork`. */
export interface HostClient {
  readonly host: string;
  /** The source address it binds, the address that routing picks if left out. */
  readonly source?: string;
}

/** A spot outside the cluster. */
export interface OutsideClient {
  readonly outside: string;
  /**
   * The node that its traffic arrives at first. If left out, nothing outside knows a way to the ranges of
   * pods and Services, and traffic for other virtual addresses arrives at the first worker.
   */
  readonly via?: string;
}

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a flow is carried: by a port of TCP, UDP or SCTP, or as an echo request (ping), which has no port. */
export type FlowProtocol = Protocol | 'ICMP';

/** One new connection, the first datagram of one, or a ping. */
export interface Flow {
  readonly id?: string;
  readonly from: Client;
  /**
   * `ADDRESS:PORT`, `[ADDRESS6]:PORT`, `NAME:PORT`, `service/[ns/]name:PORT` (its cluster IP),
   * `node/name:PORT`, `pod/[ns/]name:PORT`, or an `http(s)://` URL; for a ping the same without a port.
   */
  readonly to: string;
  /** TCP if left out. */
  readonly protocol?: FlowProtocol;
  readonly http?: HttpRequest;
  /** As many connections, one after the other, where connections are made; 1 if left out. */
  readonly repeat?: number;
}
