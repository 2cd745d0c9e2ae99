/** One thing that takes a while, when it begins and when it is done. */
export interface ProgressEvent {
  /** `create cluster reachform-1k2j`: what is being done, in a few words. */
  readonly step: string;
  readonly state: 'begins' | 'done' | 'note';
  /** Since the step began; for `done`. */
  readonly milliseconds?: number;
}

export type Progress = (event: ProgressEvent) => void;

/** Runs one step and tells how long it took. */
export async function during<T>(progress: Progress, step: string, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  progress({ step, state: 'begins' });
  const result = await run();
  progress({ step, state: 'done', milliseconds: Math.round(performance.now() - started) });
  return result;
}
