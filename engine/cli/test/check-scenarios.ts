import type { IFilterablePickle, IRunConfiguration, ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { UserError, type Problem } from '../../errors/index.ts';
import { UndefinedSteps } from '../../run/index.ts';

/** What is read of cucumber's library of step definitions. */
interface StepDefinition {
  readonly id: string;
  readonly expression: { readonly source: string };
  matchesStepName: (text: string) => boolean;
}

/**
 * Syntax errors, sentences that no step matches, and a selection that leaves nothing to run: all at
 * once, before anything runs.
 */
export function checkScenarios(
  scenarios: readonly IFilterablePickle[],
  syntaxProblems: readonly Problem[],
  configuration: IRunConfiguration,
  support: ISupportCodeLibrary,
): void {
  const problems = [...syntaxProblems, ...undefinedSteps(scenarios, stepDefinitionsOf(support))];
  if (problems.length === 0 && scenarios.length === 0) problems.push(nothingToRun(configuration));
  if (problems.length > 0) throw new UserError(problems);
}

function undefinedSteps(
  scenarios: readonly IFilterablePickle[],
  definitions: readonly StepDefinition[],
): readonly Problem[] {
  const steps = new UndefinedSteps();
  for (const { id, expression } of definitions) {
    steps.see({ stepDefinition: { id, pattern: { source: expression.source } } });
  }
  for (const gherkinDocument of new Set(scenarios.map((scenario) => scenario.gherkinDocument))) {
    steps.see({ gherkinDocument });
  }
  for (const { pickle } of scenarios) {
    const testSteps = pickle.steps.map(({ id, text }) => ({
      pickleStepId: id,
      stepDefinitionIds: definitions.filter((one) => one.matchesStepName(text)).map((one) => one.id),
    }));
    steps.see({ pickle });
    steps.see({ testCase: { pickleId: pickle.id, testSteps } });
  }
  return steps.problems();
}

/**
 * The definitions, made to remember what they match: cucumber asks each of them for every step, once
 * to assemble the scenarios and once to run them.
 */
function stepDefinitionsOf(support: ISupportCodeLibrary): readonly StepDefinition[] {
  const { stepDefinitions } = support as unknown as { readonly stepDefinitions: readonly StepDefinition[] };
  for (const definition of stepDefinitions) {
    const matches = definition.matchesStepName.bind(definition);
    const known = new Map<string, boolean>();
    definition.matchesStepName = (text) => {
      let isMatch = known.get(text);
      if (isMatch === undefined) known.set(text, (isMatch = matches(text)));
      return isMatch;
    };
  }
  return stepDefinitions;
}

function nothingToRun({ sources }: IRunConfiguration): Problem {
  const asked = [
    ...sources.paths,
    ...(sources.tagExpression ? [`--tags "${sources.tagExpression}"`] : []),
    ...sources.names.map((name) => `--name "${name}"`),
  ];
  return {
    what: 'there is no scenario to run',
    found: asked.join(' ') || 'no path was given and there is no feature in a folder "features"',
  };
}
