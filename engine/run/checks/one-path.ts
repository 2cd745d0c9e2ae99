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
    const [first] = branches(now, flow).branches;
    if (!first || first.state.connections === now.connections) return undefined;
    const pod = podOf(first.backend);
    counts.set(pod, (counts.get(pod) ?? 0) + 1);
    now = first.state;
  }
  return counts;
}
