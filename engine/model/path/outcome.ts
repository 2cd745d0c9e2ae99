import type { Place } from '../../errors/index.ts';
import {
  LazyStep,
  type Affinity,
  type Backend,
  type Result,
  type SchedulerSaid,
  type SourceSeen,
  type Step,
} from '../../flow/index.ts';

/** How a dialled spot ends: an answer before it is put together. */
export interface Outcome {
  readonly result: Result;
  readonly backends: readonly Backend[];
  readonly source?: SourceSeen | undefined;
  /** The HTTP status; where it depends on the path that is asked for, by path. */
  readonly status?: number | ((path: string) => number) | undefined;
  readonly reason?: string | undefined;
  /** Pods, `namespace/name`, that refuse it themselves, where no backend is named. */
  readonly refusedBy?: readonly string[] | undefined;
  readonly affinity?: Affinity | undefined;
  readonly scheduler?: SchedulerSaid | undefined;
}

export const refused: Outcome = { result: 'refused', backends: [] };
export const timeout: Outcome = { result: 'timeout', backends: [] };

export function unhandled(reason: string): Outcome {
  return { result: 'unhandled', backends: [], reason };
}

export function unknown(reason: string): Outcome {
  return { result: 'unknown', backends: [], reason };
}

/** No rule is left, and the reason is the last step. */
export function routed(trace: Step[], outcome: Outcome, place?: () => Place | undefined): Outcome {
  trace.push(new LazyStep('routing', () => outcome.reason ?? '', place));
  return outcome;
}

/** The packet gets nowhere, and nobody says so. */
export function lost(trace: Step[], why: string): Outcome {
  trace.push(new LazyStep('routing', () => `${why}: no answer`));
  return timeout;
}
