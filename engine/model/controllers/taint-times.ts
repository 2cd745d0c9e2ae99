import type { Node, Taint } from '../../kube/index.ts';
import type { State } from '../state.ts';
import { memoryOf, remember } from './edit.ts';

/** Taints that drive pods out which don't tolerate them, or no longer do. */
export function evictingTaints({ spec }: Node): readonly Taint[] {
  return spec?.taints?.filter(({ effect }) => effect === 'NoExecute') ?? [];
}

/** Notes since when each node has the taints that drive pods out: tolerations may end. */
export function noteTaints(state: State): State {
  const before = memoryOf(state).taintedSince;
  const taintedSince = new Map<string, number>();
  for (const { object } of state.cluster.nodes) {
    for (const taint of evictingTaints(object)) {
      const key = taintKey(object, taint);
      taintedSince.set(key, before.get(key) ?? state.now);
    }
  }
  const same = taintedSince.size === before.size && [...before.keys()].every((key) => taintedSince.has(key));
  return same ? state : remember(state, { taintedSince });
}

/** The second since when a node has a taint. */
export function taintedSince(state: State, node: Node, taint: Taint): number {
  return memoryOf(state).taintedSince.get(taintKey(node, taint)) ?? state.now;
}

function taintKey({ metadata }: Node, { key }: Taint): string {
  return `${metadata.name} ${key}`;
}
