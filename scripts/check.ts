import { execa } from 'execa';
import { runSuites } from './lib/run-suites.ts';
import { isGreen, summary, type SuiteResult } from './lib/suite.ts';

/** What CI checks, in its order: the quick ones first, the tests last. */
const checks: readonly (readonly [string, string, readonly string[]])[] = [
  ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint configuration says what the import table says', 'node', ['scripts/write-lint-config.ts', '--check']],
  ['lint', 'oxlint', ['--type-aware']],
  ['types', 'tsc', ['-p', '.']],
  ['sizes of files', 'node', ['scripts/check-sizes.ts']],
  ['generated pages say what the code says', 'node', ['scripts/docs.ts', '--check']],
];

async function runChecks(): Promise<SuiteResult> {
  const start = performance.now();
  let failed = 0;
  for (const [name, program, args] of checks) {
    console.log(`> ${name}`);
    const result = await execa(program, args, { reject: false, stdio: 'inherit', preferLocal: true });
    if (!result.failed) continue;
    console.log(`✗ ${name}`);
    failed += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  return { name: 'checks', passed: checks.length - failed, failed, seconds };
}

const withoutTests = process.argv.includes('--without-tests');
const results = [await runChecks(), ...(withoutTests ? [] : await runSuites())];
console.log(`\n${summary(results)}`);
process.exitCode = isGreen(results) ? 0 : 1;
