import { execa } from 'execa';

/** What CI checks, in its order: the quick ones first. */
const checks: readonly (readonly [string, string, readonly string[]])[] = [
  ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint configuration is the import table', 'node', ['scripts/write-lint-config.ts', '--check']],
  ['lint', 'oxlint', ['--type-aware']],
  ['types', 'tsc', ['-p', '.']],
  ['sizes of files', 'node', ['scripts/check-sizes.ts']],
  ['generated pages', 'node', ['scripts/docs.ts', '--check']],
  ['tests', 'node', ['scripts/test.ts']],
];

let failures = 0;
for (const [name, program, args] of checks) {
  const start = performance.now();
  console.log(`> ${name}`);
  const { failed } = await execa(program, args, { reject: false, stdio: 'inherit', preferLocal: true });
  if (failed) failures += 1;
  console.log(`  ${failed ? 'FAILED' : 'ok'} after ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
console.log(failures === 0 ? 'all checks passed' : `${failures} of ${checks.length} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
