import { loadSupport, runCucumber, type IRunEnvironment } from '@cucumber/cucumber/api';
import { ExitCode, UserError, type Problem } from '../../errors/index.ts';
import type { RunMessage } from '../../report/index.ts';
import { formatBackEndName, parseBackEndNames, RunOutcome } from '../../run/index.ts';
import type { Host } from '../host.ts';
import { checkScenarios } from './check-scenarios.ts';
import { configure } from './configuration.ts';
import { findFeatureFiles, missingImports } from './feature-files.ts';
import { setGate } from './gate.ts';
import { prepareClusters } from './prepare-clusters.ts';
import { tidyUpOnInterrupt } from './on-interrupt.ts';
import { runParameters, type TestOptions } from './options.ts';
import { supportGlobs } from './support-folders.ts';
import { runProblem, stepDefinitionsProblem } from './problems.ts';
import { workersFor } from './workers.ts';
import { syntaxProblem } from './syntax-problem.ts';

/** What another command says that runs scenarios too. */
interface TestCall {
  /** Is told every message of cucumber's. */
  readonly watch?: (message: RunMessage) => void;
  /** For the heading. */
  readonly command?: string;
}

/** Runs scenarios. Whatever is wrong with the input is said before anything runs, all at once. */
export async function test(
  host: Host,
  given: readonly string[],
  options: TestOptions,
  { watch, command = `reachform test ${given.join(' ')}`.trimEnd() }: TestCall = {},
): Promise<ExitCode> {
  const backEnds = parseBackEndNames(options.on).map(formatBackEndName);
  const { paths, problems: missing } = await findFeatureFiles(host, given);
  missing.push(...(await missingImports(host, options.import ?? [])));
  if (missing.length > 0) throw new UserError(missing);

  const { cwd, stdout, stderr } = host;
  const environment: IRunEnvironment = { cwd, stdout, stderr, env: { ...host.env } };
  const configuration = await configure(options, command, environment);
  if (paths.length > 0) configuration.sources.paths = [...paths];
  const { importPaths = [], requirePaths = [] } = configuration.support;
  if (importPaths.length === 0 && requirePaths.length === 0) {
    configuration.support = { ...configuration.support, importPaths: [...supportGlobs(paths, cwd)] };
  }
  configuration.runtime.worldParameters['reachform'] = runParameters(backEnds, options);

  const support = await loadSupport(configuration, environment).catch((error: unknown) => {
    const { importPaths: imported = [], requirePaths: required = [] } = configuration.support;
    throw stepDefinitionsProblem(error, [...imported, ...required]);
  });
  const problems: Problem[] = [];
  let isAsked = false;
  setGate(async (scenarios) => {
    isAsked = true;
    checkScenarios(scenarios, problems, configuration, support);
    const { runtime } = configuration;
    if (options.parallel === undefined && runtime.parallel === 0) {
      runtime.parallel = workersFor(scenarios.length, backEnds);
    }
    const pickles = scenarios.map(({ pickle }) => pickle);
    if (!options.dryRun) await prepareClusters(host, pickles, configuration.runtime.worldParameters);
  });
  const outcome = new RunOutcome();
  const stopCaring = backEnds.some((name) => name !== 'model') ? tidyUpOnInterrupt(host) : () => undefined;
  const { success } = await runCucumber({ ...configuration, support }, environment, (message) => {
    if (message.parseError) problems.push(syntaxProblem(message.parseError));
    outcome.see(message);
    watch?.(message);
  })
    .catch((error: unknown) => {
      throw runProblem(error, configuration);
    })
    .finally(stopCaring);
  // Without any feature file cucumber asks nobody.
  if (!isAsked) checkScenarios([], problems, configuration, support);
  if (success) return ExitCode.asExpected;
  // Nothing but what is to blame on input or a cluster has its own code.
  return outcome.exitCode === ExitCode.asExpected ? ExitCode.expectationsFailed : outcome.exitCode;
}
