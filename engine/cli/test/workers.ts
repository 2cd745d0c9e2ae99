import { availableParallelism } from 'node:os';

/** A run on the model alone is over before a second process has started. */
const waits = /^(?:kind|context:)/;

/** So many scenarios at a time: on a cluster most of a scenario is waiting, and pods that start need the rest. */
const atOnce = Math.min(8, 2 * availableParallelism());

/** Fewer than this are not worth a second process. */
const fewest = 4;

/**
 * How many processes run scenarios where nobody said it; 0 for this one. Scenarios that would be in
 * each other's way on a cluster run one after the other all the same.
 */
export function workersFor(scenarios: number, backEnds: readonly string[], most = atOnce): number {
  if (scenarios < fewest || !backEnds.some((name) => waits.test(name))) return 0;
  return Math.min(most, Math.ceil(scenarios / 2));
}
