import { count, type LineUp, type Slot } from './line-up.ts';
import { leastOf, overhead } from './least.ts';
import { surely, type Scheduler } from './scheduler.ts';

/** Seconds after which what was not used or not changed is given up (`lblc_expiration`, `lblcr_expiration`). */
const expiration = 24 * 60 * 60;

/** More than one active connection, while another one has none (`is_overloaded`, weights of 1). */
function isOverloaded(slot: Slot, { slots }: LineUp): boolean {
  return count(slot, true) > 1 && slots.some((other) => other.takesNew && count(other, true) === 0);
}

function keptSlots({ slots, kept }: LineUp): readonly Slot[] {
  return kept.flatMap((id) => slots.find((slot) => slot.id === id) ?? []);
}

/** One virtual server has one destination address, so all connections keep to one endpoint until it is overloaded. */
export const lblc: Scheduler = {
  about: 'all to one endpoint, until it has several active connections and another one none',
  pick: (lineUp, { now }) => {
    const [kept] = now - lineUp.keptUsed < expiration ? keptSlots(lineUp) : [];
    const used = { ...lineUp, keptUsed: now };
    if (kept?.takesNew && !isOverloaded(kept, lineUp)) return surely(kept, used);
    const slot = leastOf(lineUp.slots, overhead);
    return surely(slot, slot ? { ...used, kept: [slot.id], keptSince: now } : lineUp);
  },
};

/** The same with a set of endpoints, which grows by overload and shrinks by a day without growth. */
export const lblcr: Scheduler = {
  about:
    'all to a few endpoints, to more of them when those have several active connections and another one none',
  pick: (lineUp, { now }) => {
    const isKnown = lineUp.kept.length > 0 && now - lineUp.keptUsed < expiration;
    const set = isKnown ? keptSlots(lineUp) : [];
    const best = leastOf(set, overhead);
    const used = { ...lineUp, kept: set.map(({ id }) => id), keptUsed: now };
    const trimmed =
      set.length > 1 && now - lineUp.keptSince > expiration ? withoutBusiest(used, set, now) : used;
    if (best && !isOverloaded(best, lineUp)) return surely(best, trimmed);
    const slot = leastOf(lineUp.slots, overhead);
    if (!slot) return surely(undefined, lineUp);
    if (trimmed.kept.includes(slot.id)) return surely(slot, trimmed);
    return surely(slot, { ...trimmed, kept: [slot.id, ...trimmed.kept], keptSince: now });
  },
};

function withoutBusiest(lineUp: LineUp, set: readonly Slot[], now: number): LineUp {
  const busiest = leastOf(set, (slot) => -overhead(slot));
  if (!busiest) return lineUp;
  return { ...lineUp, kept: lineUp.kept.filter((id) => id !== busiest.id), keptSince: now };
}
