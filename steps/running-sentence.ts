import type { ITestStepHookParameter } from '@cucumber/cucumber';
import { relative } from 'node:path';
import type { Place, RunningSentence } from './engine.ts';

type Feature = NonNullable<ITestStepHookParameter['gherkinDocument']['feature']>;
type Children = Feature['children'] | NonNullable<Feature['children'][number]['rule']>['children'];
type Step = NonNullable<Feature['children'][number]['scenario']>['steps'][number];

/** The step as its author wrote it, and where its parts stand. */
export function runningSentence({
  gherkinDocument,
  pickle,
  pickleStep,
}: ITestStepHookParameter): RunningSentence {
  const step = stepsOf(gherkinDocument.feature?.children ?? []).find(({ id }) =>
    pickleStep.astNodeIds.includes(id),
  );
  const file = shownFile(pickle.uri);
  const placeOf = (location: { line: number; column?: number }): Place => ({
    file,
    line: location.line,
    column: location.column ?? 1,
  });
  if (!step) return { text: pickleStep.text, rows: [] };
  const { docString, dataTable } = step;
  return {
    text: `${step.keyword}${pickleStep.text}`,
    place: placeOf(step.location),
    rows: (dataTable?.rows ?? []).map((row) => placeOf(row.location)),
    ...(docString && { docString: { ...placeOf(docString.location), line: docString.location.line + 1 } }),
  };
}

/** As seen from the working directory, as messages name files. */
export function shownFile(uri: string): string {
  const shown = relative(process.cwd(), uri);
  return shown.startsWith('..') ? uri : shown;
}

function stepsOf(children: Children): readonly Step[] {
  return children.flatMap((child) => [
    ...('rule' in child && child.rule ? stepsOf(child.rule.children) : []),
    ...(child.background?.steps ?? []),
    ...(child.scenario?.steps ?? []),
  ]);
}
