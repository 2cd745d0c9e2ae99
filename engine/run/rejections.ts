import { ClusterError, UserError, type Problem } from '../errors/index.ts';

/** What each back end says against the last change, where the scenario expects it to be rejected. */
export class Rejections {
  readonly #problems = new Map<string, readonly Problem[]>();

  get any(): boolean {
    return this.#problems.size > 0;
  }

  /** True where a back end accepted the change. */
  accepted(backEnd: string): void {
    this.#problems.set(backEnd, []);
  }

  /** Keeps what an error says; an error of another kind is thrown on. */
  rejected(backEnd: string, error: unknown): void {
    if (error instanceof UserError) this.#problems.set(backEnd, error.problems);
    else if (error instanceof ClusterError) this.#problems.set(backEnd, [error.problem]);
    else throw error;
  }

  entries(): readonly (readonly [backEnd: string, problems: readonly Problem[]])[] {
    return [...this.#problems];
  }

  clear(): void {
    this.#problems.clear();
  }
}
