import { execa } from 'execa';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { countScenarios } from '../lib/run-features.ts';
import { median, type BenchRow } from './row.ts';

const paths = ['features', 'scenarios/study-notes'];
const runs = 5;

/** All scenarios from a cold start, beside cucumber with the same number of scenarios that do nothing. */
export async function scenarioRows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reachform-bench-'));
  try {
    const messages = join(folder, 'messages.ndjson');
    await command(['bin/reachform.js', 'test', ...paths, '--format', `message:${messages}`]);
    const { passed, failed, skipped } = countScenarios(readFileSync(messages, 'utf8'));
    const count = passed + failed + skipped;

    writeEmptyProject(folder, count);
    const cucumber = resolve('node_modules/@cucumber/cucumber/bin/cucumber.js');
    const ours = await times(() => command(['bin/reachform.js', 'test', ...paths]));
    const empty = await times(() => command([cucumber, '--format', 'summary'], folder));
    return [
      {
        what: `${count} scenarios, cold`,
        figure: `${ours.toFixed(2)} s`,
        beside: `${empty.toFixed(2)} s for ${count} empty scenarios in cucumber`,
        ratio: (ours / empty).toFixed(2),
        target: 'at most 1.5',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeEmptyProject(folder: string, count: number): void {
  const scenarios = Array.from(
    { length: count },
    (_, index) => `  Scenario: number ${index}\n    Given nothing\n`,
  );
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'empty.feature'), `Feature: empty\n${scenarios.join('')}`);
  writeFileSync(
    join(folder, 'steps.js'),
    `import { Given } from '@cucumber/cucumber';\nGiven('nothing', () => {});\n`,
  );
  writeFileSync(join(folder, 'cucumber.json'), '{"default":{"paths":["*.feature"],"import":["steps.js"]}}');
}

async function command(args: readonly string[], cwd = process.cwd()): Promise<void> {
  await execa(process.execPath, args, { cwd, stdio: 'ignore', reject: false });
}

async function times(run: () => Promise<void>): Promise<number> {
  const seconds: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    await run();
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}
