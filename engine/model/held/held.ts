import type { Backend, Flow } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import type { Chance } from '../connections/chance.ts';

/** How one of the ways that a held connection may have gone stands now. */
export interface HeldWay {
  /** Where the first packet went; nothing where it went nowhere. */
  readonly first: Backend | undefined;
  /** Where packets go now, with the result of those that do not arrive; nothing where the next one is decided anew. */
  readonly now: Backend | undefined;
  /** What came of the last datagram where no rule led it anywhere and nobody says so: `timeout`, `unhandled`, `unknown`. */
  readonly lost?: string | undefined;
  /** Why nothing goes over it any more. */
  readonly over: string | undefined;
}

/** A connection that stays open, or datagrams that keep coming from one socket. */
export interface Held {
  readonly name: string;
  readonly flow: Flow;
  readonly protocol: Protocol;
  /** The client's own pod, `namespace/name`, and its address: another pod of that name is another client. */
  readonly client: { readonly pod: string; readonly address: string } | undefined;
  /** Nodes that keep the connection in mind: the client's, and the one whose address was dialled. */
  readonly nodes: readonly string[];
  /** The port of the Service that it goes through: `IPv4 shop/web:http/TCP`. */
  readonly servicePort: string | undefined;
  readonly ways: readonly Chance<HeldWay>[];
}

export function wayKey({ first, now, over, lost }: HeldWay): string {
  return JSON.stringify([first?.ip, first?.port, now?.ip, now?.port, over, lost]);
}
