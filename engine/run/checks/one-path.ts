import type { Flow } from '../../flow/index.ts';
import { branches, type State } from '../../model/index.ts';
import { podOf } from '../pod-of-before.ts';

/**
 * How often each pod is reached by connections of which each finds what the ones before it left behind: along one of
 * the ways that they may go. Nothing where connections leave nothing behind: then each of them is drawn anew.
 */
export function countsOnOnePath(
  state: State,
  flow: Flow,
  connections: number,
): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>();
  let now = state;
  for (let made = 0; made < connections; made++) {
    const [first, ...others] = branches(now, flow).branches;
    if (!first) return undefined;
    const isRest = first.state.connections === now.connections;
    if (isRest && others.length > 0) return undefined;
    const pod = podOf(first.backend);
    // Where it leaves nothing new behind, all others go the same way.
    counts.set(pod, (counts.get(pod) ?? 0) + (isRest ? connections - made : 1));
    if (isRest) break;
    now = first.state;
  }
  return counts;
}
