import type { LineUp, Slot } from './line-up.ts';
import { surely, type Pick, type Scheduler } from './scheduler.ts';

/** The next after the one that had the last turn, and from the head again (`ip_vs_rr_schedule`). */
function inTurn(lineUp: LineUp): readonly Pick[] {
  const { slots, last } = lineUp;
  const at = slots.findIndex(({ id }) => id === last);
  const order: readonly Slot[] = [...slots.slice(at + 1), ...slots.slice(0, at + 1)];
  const slot = order.find(({ takesNew }) => takesNew);
  return surely(slot, slot ? { ...lineUp, last: slot.id } : lineUp);
}

export const rr: Scheduler = { about: 'the next in turn, whoever asks', pick: inTurn };

/** All weights are 1, so it is a plain rotation that starts anew with each change (`ip_vs_wrr_dest_changed`). */
export const wrr: Scheduler = {
  about: 'the next in turn, from the first one after each change of endpoints',
  pick: inTurn,
  onChange: (lineUp) => ({ ...lineUp, last: undefined }),
};
