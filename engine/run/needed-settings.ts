import { dirname, resolve } from 'node:path';
import type { Setting } from '../backend/back-end.ts';
import { UserError } from '../errors/index.ts';
import { ClusterFacts } from './facts/cluster-facts.ts';
import type { UsualCluster } from './facts/usual-cluster.ts';
import { namedFiles } from './input/named-files.ts';
import { scenarioText, type PickleStep } from './scenario-text.ts';

/** A scenario before it runs, as cucumber compiles it. */
export interface Pickle {
  readonly uri: string;
  readonly tags: readonly { readonly name: string }[];
  readonly steps: readonly PickleStep[];
}

type Read = (facts: ClusterFacts, found: string, folders: readonly string[]) => void | Promise<void>;

/** The sentences that say what cluster a scenario wants; they mean what the steps of the same words do. */
const sentences: readonly (readonly [RegExp, Read])[] = [
  [/^the cluster "(.*)"$/, (facts, path, folders) => facts.useFile(path, folders)],
  [/^a cluster of (\d+) workers?$/, (facts, count) => facts.useWorkers(Number(count))],
  [/^the proxy mode is "(.*)"$/, (facts, mode) => facts.useMode(mode)],
  [/^Kubernetes (\S+)$/, (facts, release) => facts.useVersion(release)],
];

/**
 * What clusters scenarios want, so that they can be made before any scenario runs and by one process
 * alone. A scenario whose sentences are wrong is left out: it says so itself when it runs.
 */
export async function neededSettings(
  pickles: readonly Pickle[],
  cwd: string,
  usual?: UsualCluster,
): Promise<readonly Setting[]> {
  const settings = await Promise.all(
    pickles
      .filter(({ tags }) => tags.every(({ name }) => name !== '@model-only'))
      .map((pickle) => settingOf(pickle, cwd, usual)),
  );
  return settings.flatMap((setting) => setting ?? []);
}

async function settingOf(
  { uri, steps, tags }: Pickle,
  cwd: string,
  usual: UsualCluster | undefined,
): Promise<Setting | undefined> {
  const text = scenarioText(steps);
  const facts = new ClusterFacts(usual, { text, tags: tags.map(({ name }) => name) });
  const folders = [resolve(cwd, dirname(uri)), cwd];
  try {
    for (const step of steps) {
      for (const [pattern, read] of sentences) {
        const found = pattern.exec(step.text)?.[1];
        if (found !== undefined) await read(facts, found, folders);
      }
    }
    return {
      ...facts.settle(),
      scenario: uri,
      keepImages: tags.some(({ name }) => name === '@images-keep'),
      text,
      files: await namedFiles(text, folders),
      tags: tags.map(({ name }) => name),
    };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
