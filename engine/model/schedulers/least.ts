import { count, type LineUp, type Slot } from './line-up.ts';
import { surely, type Scheduler } from './scheduler.ts';

/** What an active connection weighs against one that is over but not forgotten (`ip_vs_dest_conn_overhead`). */
const activeWeight = 256;

/** How busy a destination is: active connections above all. */
export function overhead(slot: Slot): number {
  return activeWeight * count(slot, true) + count(slot, false);
}

/** The first of those with the least load that take new connections. */
export function leastOf(slots: readonly Slot[], load: (slot: Slot) => number): Slot | undefined {
  let least: Slot | undefined;
  for (const slot of slots) {
    if (slot.takesNew && (!least || load(slot) < load(least))) least = slot;
  }
  return least;
}

function leastBy(about: string, load: (slot: Slot) => number): Scheduler {
  return { about, pick: (lineUp: LineUp) => surely(leastOf(lineUp.slots, load), lineUp) };
}

/** All weights are 1, so weighted and plain least connections are one (`ip_vs_lc_schedule`, `ip_vs_wlc_schedule`). */
export const lc = leastBy(
  'the first with the fewest connections, those that are over but not forgotten included',
  overhead,
);
export const wlc = lc;

/** (active + 1) / weight, connections that are over do not count (`ip_vs_sed_schedule`). */
export const sed = leastBy('the first with the fewest active connections', (slot) => count(slot, true));

/** An idle one, else as sed: with weights of 1 the same (`ip_vs_nq_schedule`). */
export const nq: Scheduler = {
  ...sed,
  about: 'the first that is idle, else with the fewest active connections',
};
