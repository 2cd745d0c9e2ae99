import type { Result } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import type { Entry, LineUp, Slot } from './line-up.ts';

/**
 * How the kernel counts a short connection once it is over, and for how many seconds (`tcp_timeouts`, `udp_timeouts`,
 * `sctp_timeouts` and the tables of active states in net/netfilter/ipvs/ip_vs_proto_*.c): TCP waits in TIME_WAIT, is
 * closed at once by a refusal, and waits in SYN_SENT for who does not answer; a datagram counts as active throughout.
 */
export function entryOf(protocol: Protocol, result: Result, now: number): Entry {
  if (protocol === 'UDP') return { active: true, until: now + 300, count: 1 };
  if (protocol === 'SCTP') return { active: false, until: now + 2, count: 1 };
  switch (result) {
    case 'refused':
      return { active: false, until: now + 10, count: 1 };
    case 'timeout':
      return { active: true, until: now + 120, count: 1 };
    default:
      return { active: false, until: now + 120, count: 1 };
  }
}

/** The same row with one connection more in a slot. */
export function withEntry(lineUp: LineUp, id: number, entry: Entry): LineUp {
  const slots = lineUp.slots.map((slot) =>
    slot.id === id ? { ...slot, entries: added(slot, entry) } : slot,
  );
  return { ...lineUp, slots };
}

function added({ entries }: Slot, entry: Entry): readonly Entry[] {
  const same = entries.find(({ active, until }) => active === entry.active && until === entry.until);
  if (!same) return [...entries, entry];
  return entries.map((one) => (one === same ? { ...one, count: one.count + entry.count } : one));
}

/**
 * The row at a later time: entries run out, and slots that only served what they had are gone with their last entry.
 * kube-proxy looks for those once a minute, so they may stay a minute longer (`rsCheckDeleteInterval`).
 */
export function atTime(lineUp: LineUp, now: number): LineUp {
  const isOver = ({ until }: Entry): boolean => until <= now;
  if (!lineUp.slots.some(({ entries, takesNew }) => !takesNew || entries.some(isOver))) return lineUp;
  const slots = lineUp.slots.map((slot) => ({
    ...slot,
    entries: slot.entries.filter((entry) => !isOver(entry)),
  }));
  const drained = slots.filter(({ takesNew, entries }) => !takesNew && entries.length === 0);
  const later: LineUp = { ...lineUp, slots };
  return drained.reduce((left, { id }) => withoutSlot(left, id), later);
}

/** The row without a slot. Who had the last turn is then the one before it (`ip_vs_rr_del_dest`). */
export function withoutSlot(lineUp: LineUp, id: number): LineUp {
  const at = lineUp.slots.findIndex((slot) => slot.id === id);
  return {
    ...lineUp,
    slots: lineUp.slots.filter((slot) => slot.id !== id),
    last: lineUp.last === id ? lineUp.slots[at - 1]?.id : lineUp.last,
  };
}
