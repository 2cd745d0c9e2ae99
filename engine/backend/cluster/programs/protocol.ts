/** What the two programs and the back end say to each other, as JSON. Types only: nothing of this runs. */

/** Who answered, and whom it saw. */
export interface Identity {
  /** Version of this document; tells a stand-in's answer from any other text. */
  readonly reachform: 1;
  readonly pod: string;
  readonly namespace: string;
  readonly node: string;
  readonly addresses: readonly string[];
  readonly protocol: 'TCP' | 'UDP' | 'HTTP' | 'HTTPS';
  readonly server: { readonly address?: string; readonly port: number };
  readonly client: { readonly address: string; readonly port: number };
  readonly http?: {
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  };
}

/** What a stand-in is told by its environment. */
export interface Plan {
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
  /** Answers readiness probes and nothing else that matters. */
  readonly controlPort?: number;
  /** Files that exist while the pod is ready, for exec probes such as `ls /var/ready`. */
  readonly readyFiles: readonly string[];
  /** Files that always exist, for the other exec probes. */
  readonly liveFiles: readonly string[];
  /** True if left out. */
  readonly startsReady?: boolean;
  /** True: be the DNS server of this place, one that knows no names. */
  readonly namesNothing?: boolean;
}

/** What a stand-in is told while it runs, through a socket in its state folder. */
export interface Order {
  readonly ready?: boolean;
  /** True: go on serving after TERM. */
  readonly hold?: boolean;
  readonly listen?: Plan['ports'];
}

export interface Question {
  readonly id: string;
  readonly protocol: 'TCP' | 'UDP' | 'HTTP' | 'HTTPS';
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  readonly attempts: number;
  /** How often a name is looked up, once if left out; connections take the answers in turn. */
  readonly lookups?: number;
  /** The source address to bind. */
  readonly source?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Many flows in one call. */
export interface Batch {
  readonly id: string;
  readonly timeoutMs: number;
  readonly lookupTimeoutMs: number;
  /** Connections under way at once. */
  readonly concurrency: number;
  /** True where the kernel may hold back refusals: silent attempts are then repeated, spaced out. */
  readonly limited: boolean;
  /** How long spaced-out repeats may take in all. */
  readonly repeatBudgetMs: number;
  readonly questions: readonly Question[];
  /** Places that answer as long as this client has a network at all. */
  readonly controls: readonly { readonly host: string; readonly port: number }[];
}

/**
 * - `no-dns`: the resolver got no answer, so nothing is known of the name
 * - `reset`: connected, then thrown out before a word was said
 * - `unreachable`: the kernel knows no way, or a router said so
 * - `other`: see `errno`
 */
export type Outcome =
  'reached' | 'refused' | 'timeout' | 'no-name' | 'no-dns' | 'reset' | 'tls' | 'unreachable' | 'other';

export interface Attempt {
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** The address dialled, after the name was looked up. */
  readonly address?: string;
  /** The client's own address on this connection. */
  readonly local?: string;
  readonly identity?: Identity;
  readonly status?: number;
  readonly errno?: string;
}

export interface Reply {
  readonly id: string;
  readonly attempts: readonly Attempt[];
  /** Spaced-out repeats of a flow that stayed silent; they tell a refusal from silence and count for nothing else. */
  readonly repeats?: readonly Attempt[];
  /** True when the budget ended before a silent flow could be repeated. */
  readonly undecided?: boolean;
  readonly milliseconds: number;
}

export interface BatchReply {
  readonly id: string;
  readonly replies: readonly Reply[];
  readonly controls: readonly { readonly host: string; readonly reached: boolean }[];
  /** Comes last. A document without it, or with other counts, was cut off. */
  readonly end: { readonly replies: number; readonly attempts: number };
}

/** One line to the prober. */
export type Request =
  | { readonly op: 'batch'; readonly batch: Batch }
  | { readonly op: 'lookup'; readonly id: string; readonly name: string; readonly timeoutMs: number }
  | {
      readonly op: 'hold';
      readonly id: string;
      readonly name: string;
      readonly question: Question;
      readonly timeoutMs: number;
    }
  | { readonly op: 'held'; readonly id: string; readonly name: string; readonly timeoutMs: number }
  | { readonly op: 'environment'; readonly id: string }
  | { readonly op: 'order'; readonly id: string; readonly order: Order };

export interface LookupReply {
  readonly id: string;
  readonly outcome: 'addresses' | 'no-name' | 'no-dns' | 'other';
  readonly addresses: readonly string[];
  readonly errno?: string;
}
