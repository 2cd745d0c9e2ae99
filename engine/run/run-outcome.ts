import { ExitCode } from '../errors/index.ts';

/** The part of cucumber's messages that tells why a step failed. */
export interface OutcomeMessage {
  readonly testStepFinished?: {
    readonly testStepResult: { readonly status: string; readonly exception?: { readonly type: string } };
  };
}

/** What a run of scenarios means for the process: expectations, input, or a cluster that can't be used. */
export class RunOutcome {
  readonly #types = new Set<string>();

  see({ testStepFinished }: OutcomeMessage): void {
    const { status = 'PASSED', exception } = testStepFinished?.testStepResult ?? {};
    if (status === 'PASSED' || status === 'SKIPPED') return;
    this.#types.add(exception?.type ?? status);
  }

  /** An expectation that fails outweighs what the input or the cluster is to blame for. */
  get exitCode(): ExitCode {
    const others = [...this.#types].filter((type) => type !== 'UserError' && type !== 'ClusterError');
    if (others.length > 0) return ExitCode.expectationsFailed;
    if (this.#types.has('ClusterError')) return ExitCode.clusterUnusable;
    return this.#types.has('UserError') ? ExitCode.badInput : ExitCode.asExpected;
  }
}
