/** What a suite of tests says at its end. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Why it was left out; then it has no tests. */
  readonly notRun?: string;
  readonly seconds: number;
}

/** The end of a test run: a line for each suite, what did not run and why, the total. */
export function summary(results: readonly SuiteResult[]): string {
  const ran = results.filter(({ notRun }) => notRun === undefined);
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = ran.map(
    ({ name, passed, failed, seconds }) =>
      `${failed > 0 ? '✗' : '✓'} ${name.padEnd(width)}  ${passed} passed, ${failed} failed  (${seconds.toFixed(0)} s)`,
  );
  const left = results.flatMap(({ name, notRun }) =>
    notRun === undefined ? [] : [`- ${name}: not run. ${notRun}`],
  );
  const sum = (pick: (result: SuiteResult) => number) =>
    ran.reduce((total, result) => total + pick(result), 0);
  return [...lines, ...left, `${sum((r) => r.passed)} passed, ${sum((r) => r.failed)} failed`].join('\n');
}

/** A suite that died before it could count has failed. */
export function isGreen(results: readonly SuiteResult[]): boolean {
  return results.every(({ notRun, passed, failed }) => notRun !== undefined || (failed === 0 && passed > 0));
}
