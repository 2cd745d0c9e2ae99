/** What the process tells its caller; the only place that numbers them. */
export const ExitCode = {
  asExpected: 0,
  expectationsFailed: 1,
  planHasChanges: 2,
  badInput: 3,
  clusterUnusable: 4,
  internalError: 5,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
