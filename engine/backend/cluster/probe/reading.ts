import type { Names } from '../names/world.ts';
import type { AddressBook } from './address-book.ts';

/** What a reply is read against. */
export interface Reading {
  readonly names: Names;
  readonly addresses: AddressBook;
  /** True while the scenario has stopped all DNS servers: no answer then means no such name. */
  readonly dnsDown: boolean;
  /** True if this client reached something known at the same time. */
  readonly controlled: boolean;
  /** True where the kernel may hold back refusals. */
  readonly limited: boolean;
  /** The port that was dialled. */
  readonly port: number;
}
