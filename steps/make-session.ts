import type { ITestCaseHookParameter } from '@cucumber/cucumber';
import { dirname, resolve } from 'node:path';
import {
  BackEnds,
  readUsualCluster,
  scenarioText,
  Session,
  type BackEndOptions,
  type UsualCluster,
} from './engine.ts';
import { shownFile } from './running-sentence.ts';

/** World parameters that are read: those of `reachform test`, or a user's own. */
interface Parameters extends BackEndOptions {
  readonly evidence?: string;
  /** Seconds that a cluster may take to come to what is expected. */
  readonly deadline?: number;
}

const usualDeadline = 30;

/** One for the process: clusters stay open from scenario to scenario. */
let shared: BackEnds | undefined;

function backEnds(options: BackEndOptions): BackEnds {
  shared ??= new BackEnds(options, process.env);
  return shared;
}

export async function closeBackEnds(): Promise<void> {
  await shared?.close();
  shared = undefined;
}

/** Read once: what is derived from it is shared by all scenarios. */
const usualClusters = new Map<string, Promise<UsualCluster>>();

function usualCluster({ cluster }: BackEndOptions): Promise<UsualCluster> | undefined {
  if (!cluster) return undefined;
  const known = usualClusters.get(cluster) ?? readUsualCluster(cluster, process.cwd());
  usualClusters.set(cluster, known);
  return known;
}

/** A session for one scenario; where it runs is said by world parameters or the environment. */
export async function makeSession(
  scenario: ITestCaseHookParameter,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Session> {
  const { pickle, gherkinDocument } = scenario;
  const own = { ...parameters, ...(parameters['reachform'] as object | undefined) } as Parameters;
  const tags = pickle.tags.map(({ name }) => name);
  return new Session({
    scenario: scenarioName(shownFile(pickle.uri), lineOf(scenario)),
    folders: [resolve(dirname(gherkinDocument.uri ?? pickle.uri)), process.cwd()],
    backEnds: tags.includes('@model-only') ? [] : await backEnds(own).make(),
    usual: await usualCluster(own),
    keepImages: tags.includes('@images-keep'),
    text: scenarioText(pickle.steps),
    tags,
    evidenceFolder: own.evidence ?? 'reachform-evidence',
    deadlineSeconds: own.deadline ?? usualDeadline,
    expectsRejection: pickle.steps.some(({ text }) => /^the (?:manifest|command) is rejected\b/.test(text)),
  });
}

/** `features-cluster-ip-12`: the same in every run, and part of names on a cluster. */
function scenarioName(file: string, line: number): string {
  const words = file.replace(/\.feature(?:\.md)?$/, '').toLowerCase();
  return `${words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}-${line}`;
}

/** The line of the scenario, or of the example that it comes from. */
function lineOf({ pickle }: ITestCaseHookParameter): number {
  return pickle.location?.line ?? 0;
}
