import type { Chance } from '../connections/chance.ts';

/** Connections of a destination that the kernel still counts, all of one kind. */
export interface Entry {
  readonly active: boolean;
  /** When the kernel drops them, on the clock of the state. */
  readonly until: number;
  readonly count: number;
}

/** A place in the list of destinations. */
export interface Slot {
  /** Its number, which it keeps while others come and go. */
  readonly id: number;
  /** The endpoint there, `ip:port`, where that is known. */
  readonly who: string | undefined;
  /** Which endpoints were added together with it, in an order that nobody knows. */
  readonly batch: number;
  /** False while it only serves the connections that it has. */
  readonly takesNew: boolean;
  readonly entries: readonly Entry[];
}

/**
 * The destinations of one virtual server as a node has them in a row, as far as that is known. kube-proxy adds what is
 * new in the order of a Go map, that is in any, and the kernel puts each in front of the list
 * (pkg/proxy/ipvs syncEndpoint, Linux `__ip_vs_update_dest`).
 */
export interface LineUp {
  readonly slots: readonly Slot[];
  /** By batch: endpoints of which nobody knows in which slot of it they are. Each order is as likely. */
  readonly hidden: ReadonlyMap<number, readonly string[]>;
  /** The number of the slot that had the last turn; nothing at the head of the list. */
  readonly last: number | undefined;
  /** For schedulers that keep to a destination: the numbers of its slots, the latest first. */
  readonly kept: readonly number[];
  /** When `kept` was changed, and when it was used. */
  readonly keptSince: number;
  readonly keptUsed: number;
  /** The next number of a slot and of a batch. */
  readonly next: number;
}

/** What may be in a row, because nobody knows the order in which it was added. */
export type LineUps = readonly Chance<LineUp>[];

const nobody: LineUp = {
  slots: [],
  hidden: new Map(),
  last: undefined,
  kept: [],
  keptSince: 0,
  keptUsed: 0,
  next: 0,
};

/** The row of a virtual server that just got these endpoints. */
export function newLineUp(endpoints: readonly string[]): LineUp {
  return withBatch(nobody, endpoints);
}

/** New endpoints stand before all others. */
export function withBatch(lineUp: LineUp, endpoints: readonly string[]): LineUp {
  if (endpoints.length === 0) return lineUp;
  const { next, slots, hidden } = lineUp;
  const [only, ...others] = endpoints;
  const isKnown = others.length === 0;
  const added = endpoints.map((_, i): Slot => ({
    id: next + 1 + i,
    who: isKnown ? only : undefined,
    batch: next,
    takesNew: true,
    entries: [],
  }));
  return {
    ...lineUp,
    slots: [...added, ...slots],
    hidden: isKnown ? hidden : new Map(hidden).set(next, [...endpoints].sort()),
    next: next + 1 + endpoints.length,
  };
}

/** Equal texts for equal rows. */
export function lineUpKey({ slots, hidden, ...rest }: LineUp): string {
  return JSON.stringify([slots, [...hidden], rest]);
}

/** Who may stand in a slot, each as likely. */
export function possibleIn({ hidden }: LineUp, { who, batch }: Slot): readonly string[] {
  return who === undefined ? (hidden.get(batch) ?? []) : [who];
}

/** The row once it is known who stands in a slot. */
export function reveal(lineUp: LineUp, id: number, who: string): LineUp {
  const slot = lineUp.slots.find((one) => one.id === id);
  if (!slot || slot.who !== undefined) return lineUp;
  const left = (lineUp.hidden.get(slot.batch) ?? []).filter((one) => one !== who);
  const [lastOne, ...others] = left;
  const hidden = new Map(lineUp.hidden);
  if (others.length === 0) hidden.delete(slot.batch);
  else hidden.set(slot.batch, left);
  const slots = lineUp.slots.map((one): Slot => {
    if (one.id === id) return { ...one, who };
    // Who is left over stands in the slot that is left over.
    const isLast = others.length === 0 && one.batch === slot.batch && one.who === undefined;
    return isLast && lastOne !== undefined ? { ...one, who: lastOne } : one;
  });
  return { ...lineUp, slots, hidden };
}

/** Connections that are still counted. */
export function count({ entries }: Slot, active: boolean): number {
  return entries.reduce((sum, entry) => sum + (entry.active === active ? entry.count : 0), 0);
}
