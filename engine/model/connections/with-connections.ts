import { shareView } from '../path/view.ts';
import type { State } from '../state.ts';
import type { Connections } from './connections.ts';

/** The same cluster with other memories. All that was worked out for it stays. */
export function withConnections(state: State, connections: Connections): State {
  const next: State = { ...state, connections };
  shareView(state, next);
  return next;
}
