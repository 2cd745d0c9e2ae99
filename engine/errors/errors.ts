import { formatProblem, sortProblems, type Problem } from './problem.ts';

/** The input or the call is wrong: all its problems at once. Exit code 3. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const sorted = sortProblems('what' in problems ? [problems] : problems);
    super(sorted.map((problem) => formatProblem(problem)).join('\n\n'));
    this.problems = sorted;
  }
}

/** A cluster, or a tool that makes one, can't be used. Exit code 4. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(formatProblem(problem), options);
    this.problem = problem;
  }
}
