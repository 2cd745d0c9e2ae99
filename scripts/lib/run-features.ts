import { execa } from 'execa';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SuiteResult } from './suite.ts';

/** Runs scenarios by our own command and counts them in cucumber's stream of messages. */
export async function runFeatures(name: string, args: readonly string[]): Promise<SuiteResult> {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'reachform-'));
  const messages = join(folder, 'messages.ndjson');
  try {
    const { exitCode } = await execa(
      process.execPath,
      ['bin/reachform.js', 'test', ...args, '--format', `message:${messages}`],
      { reject: false, stdio: 'inherit' },
    );
    const { passed, failed } = countScenarios(readFileSync(messages, 'utf8'));
    return {
      name,
      passed,
      failed: exitCode === 0 ? failed : Math.max(1, failed),
      seconds: (performance.now() - start) / 1000,
    };
  } catch {
    return { name, passed: 0, failed: 1, seconds: (performance.now() - start) / 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Envelope {
  readonly testCaseStarted?: { readonly id: string };
  readonly testStepFinished?: {
    readonly testCaseStartedId: string;
    readonly testStepResult: { readonly status: string };
  };
  readonly testCaseFinished?: { readonly testCaseStartedId: string; readonly willBeRetried: boolean };
}

/** A scenario passed if each of its steps did; one that was skipped counts as neither. */
export function countScenarios(messages: string): { passed: number; failed: number; skipped: number } {
  const statuses = new Map<string, Set<string>>();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const line of messages.split('\n').filter(Boolean)) {
    const { testCaseStarted, testStepFinished, testCaseFinished } = JSON.parse(line) as Envelope;
    if (testCaseStarted) statuses.set(testCaseStarted.id, new Set());
    if (testStepFinished) {
      statuses.get(testStepFinished.testCaseStartedId)?.add(testStepFinished.testStepResult.status);
    }
    if (testCaseFinished && !testCaseFinished.willBeRetried) {
      const seen = [...(statuses.get(testCaseFinished.testCaseStartedId) ?? [])];
      const isFailed = seen.some((status) => status !== 'PASSED' && status !== 'SKIPPED');
      counts[isFailed ? 'failed' : seen.includes('SKIPPED') ? 'skipped' : 'passed'] += 1;
    }
  }
  return counts;
}
