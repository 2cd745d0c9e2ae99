export { formatPlace, type Place } from './place.ts';
export { formatProblem, sortProblems, type ApiCause, type ApiReason, type Problem } from './problem.ts';
export { ClusterError, UserError } from './errors.ts';
export { closest } from './closest.ts';
export { ExitCode } from './exit-code.ts';
