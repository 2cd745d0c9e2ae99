import type { Knowledge } from '../flow/index.ts';
import type { State } from '../model/index.ts';

/** What one back end holds at one moment. */
export interface View {
  readonly backEnd: string;
  /** The model's own state, or one made of the objects that a cluster returned. */
  readonly state: State;
  readonly knowledge: Knowledge;
  /** The scenario's own namespace. */
  readonly namespace: string;
  /** As `state`, with what its proxies and DNS servers may still go by; none where everything is at once. */
  past(): readonly State[];
}
