import { runFeatures } from './lib/run-features.ts';
import { runMocha } from './lib/run-mocha.ts';
import { isGreen, summary, type SuiteResult } from './lib/suite.ts';
import { whyNoKind } from './lib/missing-tools.ts';

const scenarios = ['features', 'scenarios/study-notes', 'scenarios/examples/shop'];
const notRun = (name: string, reason: string): SuiteResult => ({
  name,
  passed: 0,
  failed: 0,
  notRun: reason,
  seconds: 0,
});

const results: SuiteResult[] = [
  await runMocha('units and laws', ['--reporter', 'dot']),
  await runFeatures('scenarios on the model', [...scenarios, '--on', 'model']),
  await runMocha('the package, installed', ['--config', 'scripts/suites/mocharc.json']),
];

const noKind = await whyNoKind();
results.push(
  noKind === undefined
    ? await runFeatures('scenarios on model and kind', [...scenarios, '--on', 'model,kind'])
    : notRun('scenarios on model and kind', `${noKind[0]!.toUpperCase()}${noKind.slice(1)}.`),
);

console.log(`\n${summary(results)}`);
process.exitCode = isGreen(results) ? 0 : 1;
