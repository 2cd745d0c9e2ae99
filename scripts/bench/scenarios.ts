import { execa } from 'execa';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { countScenarios } from '../lib/run-features.ts';
import { cpuOf } from './cpu.ts';
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
    const ours = await times(['bin/reachform.js', 'test', ...paths]);
    const empty = await times([cucumber, '--format', 'summary'], folder);
    return [
      {
        what: `${count} scenarios, cold`,
        figure: seconds(ours),
        beside: `${seconds(empty)} for ${count} empty scenarios in cucumber`,
        ratio: `${(ours.wall / empty.wall).toFixed(2)} (CPU ${(ours.cpu / empty.cpu).toFixed(2)})`,
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

interface Time {
  readonly wall: number;
  /** Seconds of the processor: what else runs on the machine counts for little. */
  readonly cpu: number;
}

function seconds({ wall, cpu }: Time): string {
  return `${wall.toFixed(2)} s (CPU ${cpu.toFixed(2)} s)`;
}

async function times(args: readonly string[], cwd = process.cwd()): Promise<Time> {
  const all: Time[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    const cpu = await cpuOf(args, cwd);
    all.push({ wall: (performance.now() - start) / 1000, cpu });
  }
  return { wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) };
}
