import { gathered, times, type Chance } from '../connections/chance.ts';
import { atTime, withoutSlot } from './entries.ts';
import { lineUpKey, reveal, withBatch, type LineUp, type LineUps, type Slot } from './line-up.ts';
import type { Scheduler } from './scheduler.ts';

/** Rows that are told apart at most; beyond, nobody keeps account of all that may be. */
export const mostLineUps = 2000;
/** The same while rows are worked out of which many may turn out to be equal. */
const mostAtOnce = 10 * mostLineUps;

/**
 * The rows after the endpoints of a virtual server changed: what is new stands in front; what left goes at once, or,
 * for TCP, stays without new connections until those that it has are over (pkg/proxy/ipvs/graceful_termination.go). Nothing
 * if too much may be.
 */
export function follow(
  rows: LineUps,
  endpoints: readonly string[],
  scheduler: Scheduler,
  drains: boolean,
  now: number,
): LineUps | undefined {
  const wanted = new Set(endpoints);
  let after: Chance<LineUp>[] = [];
  for (const { probability, value } of rows) {
    const row = atTime(value, now);
    const present = new Set(membersOf(row));
    const draining = row.slots.filter(
      ({ who, takesNew }) => !takesNew && who !== undefined && wanted.has(who),
    );
    const added = endpoints.filter((endpoint) => !present.has(endpoint));
    const gone = [...present].filter((endpoint) => !wanted.has(endpoint));
    if (added.length === 0 && gone.length === 0) {
      after.push({ probability, value: row });
      continue;
    }
    // One that comes back while it is being drained is taken out and added anew.
    const without = draining.reduce((left, { id }) => withoutSlot(left, id), row);
    let split: readonly Chance<LineUp>[] = [{ probability, value: withBatch(without, added) }];
    for (const endpoint of gone) {
      if (split.reduce((sum, one) => sum + placesOf(one.value, endpoint).length, 0) > mostAtOnce)
        return undefined;
      const located = split.flatMap((one) => times(one.probability, locate(one.value, endpoint)));
      const left = located.map((one) => ({ ...one, value: leave(one.value, endpoint, drains) }));
      // To find equal rows takes long where they are long, and few rows need it.
      split = left.length > mostLineUps ? gathered(left, lineUpKey) : left;
    }
    after.push(...split.map((one) => ({ ...one, value: scheduler.onChange?.(one.value) ?? one.value })));
    after = gathered(after, lineUpKey);
    if (after.length > mostLineUps) return undefined;
  }
  return gathered(after, lineUpKey);
}

/** Endpoints that take new connections, known or hidden. */
function membersOf({ slots, hidden }: LineUp): readonly string[] {
  const known = slots.flatMap(({ who, takesNew }) => (who !== undefined && takesNew ? [who] : []));
  return [...known, ...[...hidden.values()].flat()];
}

/** The slots in which an endpoint may stand where nobody knows. */
function placesOf(row: LineUp, endpoint: string): readonly Slot[] {
  const [batch] = [...row.hidden].find(([, endpoints]) => endpoints.includes(endpoint)) ?? [];
  return row.slots.filter((slot) => slot.who === undefined && slot.batch === batch);
}

/** The row once it is known in which slot an endpoint stands: one row for each slot that it may be. */
function locate(row: LineUp, endpoint: string): readonly Chance<LineUp>[] {
  const slots = placesOf(row, endpoint);
  if (slots.length === 0) return [{ probability: 1, value: row }];
  return slots.map(({ id }) => ({ probability: 1 / slots.length, value: reveal(row, id, endpoint) }));
}

function leave(row: LineUp, endpoint: string, drains: boolean): LineUp {
  const slot = row.slots.find(({ who, takesNew }) => who === endpoint && takesNew);
  if (!slot) return row;
  if (!drains || slot.entries.length === 0) return withoutSlot(row, slot.id);
  const slots = row.slots.map((one) => (one === slot ? { ...one, takesNew: false } : one));
  return { ...row, slots };
}
