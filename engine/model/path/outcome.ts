import type { Backend, Result, SourceSeen } from '../../flow/index.ts';

/** How a dialled spot ends: an answer before it is put together. */
export interface Outcome {
  readonly result: Result;
  readonly backends: readonly Backend[];
  readonly source?: SourceSeen | undefined;
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
}

export const refused: Outcome = { result: 'refused', backends: [] };
export const timeout: Outcome = { result: 'timeout', backends: [] };

export function unhandled(reason: string): Outcome {
  return { result: 'unhandled', backends: [], reason };
}

export function unknown(reason: string): Outcome {
  return { result: 'unknown', backends: [], reason };
}
