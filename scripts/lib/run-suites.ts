import { whyNoKind } from './missing-tools.ts';
import { runFeatures } from './run-features.ts';
import { runMocha } from './run-mocha.ts';
import type { SuiteResult } from './suite.ts';

const scenarios = ['features', 'scenarios/study-notes', 'scenarios/examples/shop'];

/** All tests: units, scenarios on the model, the package as a user gets it, scenarios on a real cluster. */
export async function runSuites(): Promise<SuiteResult[]> {
  return [
    await runMocha('units and laws', ['--reporter', 'dot']),
    await runFeatures('scenarios on the model', [...scenarios, '--on', 'model']),
    await runMocha('the command, and the package installed', ['--config', 'scripts/suites/mocharc.json']),
    ...(await onKind()),
  ];
}

async function onKind(): Promise<SuiteResult[]> {
  const names = ['scenarios on model and kind', 'clusters of others, and runs that end badly'] as const;
  const reason = await whyNoKind();
  if (reason !== undefined) {
    return names.map((name) => ({ name, passed: 0, failed: 0, seconds: 0, notRun: reason }));
  }
  return [
    await runFeatures(names[0], [...scenarios, '--on', 'model,kind']),
    await runMocha(names[1], ['--config', 'scripts/kind/mocharc.json']),
  ];
}
