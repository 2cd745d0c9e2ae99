import type { Problem } from '../errors/index.ts';
import { nearestSentences } from '../report/index.ts';

/** The parts of cucumber's messages that are read here. */
export interface StepMessages {
  readonly stepDefinition?: { readonly id: string; readonly pattern: { readonly source: string } };
  readonly gherkinDocument?: {
    readonly uri?: string;
    readonly feature?: { readonly children: readonly Child[] };
  };
  readonly pickle?: { readonly id: string; readonly uri: string; readonly steps: readonly PickleStep[] };
  readonly testCase?: { readonly pickleId: string; readonly testSteps: readonly TestStep[] };
}

interface Child {
  readonly rule?: { readonly children: readonly Child[] };
  readonly background?: { readonly steps: readonly Step[] };
  readonly scenario?: { readonly steps: readonly Step[] };
}

interface Step {
  readonly id: string;
  readonly keyword: string;
  readonly location: { readonly line: number; readonly column?: number };
}

interface PickleStep {
  readonly id: string;
  readonly text: string;
  readonly astNodeIds: readonly string[];
}

interface TestStep {
  readonly pickleStepId?: string;
  readonly stepDefinitionIds?: readonly string[];
}

/** Collects from the messages of a (dry) run which steps nobody defined, and what was meant. */
export class UndefinedSteps {
  readonly #patterns: string[] = [];
  readonly #steps = new Map<string, Step>();
  readonly #pickles = new Map<string, NonNullable<StepMessages['pickle']>>();
  readonly #cases: NonNullable<StepMessages['testCase']>[] = [];

  see({ stepDefinition, gherkinDocument, pickle, testCase }: StepMessages): void {
    if (stepDefinition) this.#patterns.push(stepDefinition.pattern.source);
    for (const child of gherkinDocument?.feature?.children ?? []) this.#read(child);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#cases.push(testCase);
  }

  problems(): readonly Problem[] {
    const problems = this.#cases.flatMap(({ pickleId, testSteps }) =>
      testSteps.flatMap(({ pickleStepId, stepDefinitionIds }): Problem[] => {
        if (pickleStepId === undefined || (stepDefinitionIds?.length ?? 0) > 0) return [];
        const pickle = this.#pickles.get(pickleId);
        const step = pickle?.steps.find(({ id }) => id === pickleStepId);
        return step && pickle ? [this.#problemOf(step, pickle.uri)] : [];
      }),
    );
    const keys = new Map(problems.map((one) => [`${one.where?.file}:${one.where?.line} ${one.found}`, one]));
    return [...keys.values()];
  }

  #problemOf({ text, astNodeIds }: PickleStep, file: string): Problem {
    const step = this.#steps.get(astNodeIds[0] ?? '');
    const keyword = step?.keyword ?? '';
    const { line = 1, column = 1 } = step?.location ?? {};
    const near = nearestSentences(text, this.#patterns).map((sentence) => `${keyword}${sentence}`);
    return {
      what: 'no step matches this sentence',
      where: { file, line, column },
      found: `${keyword}${text}`,
      ...(near.length > 0 && { expected: near.join('\n') }),
      hint: 'all steps: docs/steps.md',
    };
  }

  #read({ rule, background, scenario }: Child): void {
    for (const child of rule?.children ?? []) this.#read(child);
    for (const step of [...(background?.steps ?? []), ...(scenario?.steps ?? [])])
      this.#steps.set(step.id, step);
  }
}
