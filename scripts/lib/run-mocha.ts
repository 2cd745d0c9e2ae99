import { execa } from 'execa';
import type { SuiteResult } from './suite.ts';

/** Runs mocha, shows what it prints, and counts by its closing lines. */
export async function runMocha(name: string, args: readonly string[]): Promise<SuiteResult> {
  const start = performance.now();
  const { stdout, exitCode } = await execa(
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', '--no-color', ...args],
    {
      reject: false,
      stdout: ['inherit', 'pipe'],
      stderr: 'inherit',
    },
  );
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(stdout)?.[1] ?? 0);
  const failed = count('failing');
  return {
    name,
    passed: count('passing'),
    failed: exitCode === 0 ? failed : Math.max(1, failed),
    seconds: (performance.now() - start) / 1000,
  };
}
