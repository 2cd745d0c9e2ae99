import type { State } from '../state.ts';
import { memoryOf, remember } from './edit.ts';
import type { ObjectStore } from '../object-store.ts';

/**
 * The objects with which all controllers were at rest last, if what differs from them is all that controllers have
 * to look at. Nothing where nodes changed in the meantime, or their faults: they may concern everything.
 */
export function settledObjects(state: State): ObjectStore | undefined {
  const { settled } = memoryOf(state);
  const { cluster, faults } = state;
  const same =
    settled?.nodes === cluster.nodes &&
    settled.stoppedNodes === faults.stoppedNodes &&
    settled.cutOffNodes === faults.cutOffNodes;
  return same ? settled.objects : undefined;
}

/** The state with a note that all controllers are at rest. */
export function noteSettled(state: State): State {
  const { cluster, faults, objects } = state;
  const { stoppedNodes, cutOffNodes } = faults;
  if (settledObjects(state) === objects) return state;
  return remember(state, { settled: { objects, nodes: cluster.nodes, stoppedNodes, cutOffNodes } });
}
