import {
  runCucumber,
  type IRunConfiguration,
  type IRunEnvironment,
  type ISupportCodeLibrary,
} from '@cucumber/cucumber/api';
import { Writable } from 'node:stream';
import { UserError, type Problem } from '../../errors/index.ts';
import { UndefinedSteps, type Pickle } from '../../run/index.ts';

/**
 * Reads all features without running them: syntax errors, steps that nobody defined, and a selection
 * that leaves nothing to run are said at once, before any cluster is made. Returns the scenarios.
 */
export async function checkFeatures(
  configuration: IRunConfiguration,
  support: ISupportCodeLibrary,
  environment: IRunEnvironment,
): Promise<readonly Pickle[]> {
  const problems: Problem[] = [];
  const undefinedSteps = new UndefinedSteps();
  const pickles: Pickle[] = [];
  let scenarios = 0;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runCucumber(
    {
      ...configuration,
      support,
      runtime: { ...configuration.runtime, dryRun: true, parallel: 0, retry: 0 },
      formats: { stdout: 'message', files: {}, publish: false, options: {} },
    },
    { ...environment, stdout: silent, stderr: silent },
    (message) => {
      const { parseError, pickle, testCase } = message;
      undefinedSteps.see(message);
      if (parseError) problems.push(syntaxProblem(parseError.source, parseError.message));
      if (pickle) pickles.push(pickle);
      if (testCase) scenarios += 1;
    },
  );
  problems.push(...undefinedSteps.problems());
  if (problems.length === 0 && scenarios === 0) problems.push(nothingToRun(configuration));
  if (problems.length > 0) throw new UserError(problems);
  return pickles;
}

interface SourceReference {
  readonly uri?: string;
  readonly location?: { readonly line: number; readonly column?: number };
}

/** `(7:3): expected: #EOF, ..., got 'Thn nothing'` becomes a place, what is there and what may be. */
function syntaxProblem({ uri = '', location }: SourceReference, message: string): Problem {
  const [, expected, found] = /expected: (.*), got '(.*)'$/s.exec(message) ?? [];
  return {
    what: expected === undefined ? message.replace(/^\(\d+:\d+\): /, '') : 'this is no Gherkin',
    where: { file: uri, line: location?.line ?? 1, column: location?.column ?? 1 },
    ...(found !== undefined && { found }),
    ...(expected !== undefined && { expected: expected.replaceAll('#', '').replace(/Line\b/g, '') }),
  };
}

function nothingToRun({ sources }: IRunConfiguration): Problem {
  const asked = [
    ...sources.paths,
    ...(sources.tagExpression ? [`--tags "${sources.tagExpression}"`] : []),
    ...sources.names.map((name) => `--name "${name}"`),
  ];
  return {
    what: 'there is no scenario to run',
    found: asked.join(' ') || 'no path was given and there is no folder "features"',
  };
}
