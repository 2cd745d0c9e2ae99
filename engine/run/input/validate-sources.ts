import { sortProblems, type Problem } from '../../errors/index.ts';
import { formatVersion } from '../../kube/index.ts';
import { judgeManifests } from '../../model/index.ts';
import type { StateSources } from './load-state.ts';
import { findCluster } from './find-cluster.ts';
import { parseSources, type ParsedSources } from './parse-sources.ts';

import type { SourceFile } from './source-files.ts';

/** What is judged, and against what. */
export interface ValidationSources extends StateSources {
  /** Objects that are stored already: what is judged as an update, and what is in the way. */
  readonly against?: readonly SourceFile[];
}

/** An API server's word on objects. */
export interface Validation {
  /** The release whose word it is: `1.35`. */
  readonly kubernetes: string;
  /** How many objects were judged. */
  readonly objects: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Judges the objects of texts as an API server of the chosen release would. Never throws for what they hold. */
export function validateSources(sources: ValidationSources): Validation {
  const parsed = parseSources(sources.manifests);
  const stored = parseSources(sources.against ?? []);
  const { cluster, ...found } = findCluster(sources, parsed);
  const manifests = wellFormed(parsed);
  const judged = judgeManifests(cluster, manifests, wellFormed(stored));
  const problems = [...misshapen(parsed), ...misshapen(stored), ...found.problems, ...judged.problems];
  return {
    kubernetes: formatVersion(cluster.version),
    objects: manifests.length + countObjects(misshapen(parsed)),
    problems: sortProblems(problems),
    warnings: sortProblems([...parsed.warnings, ...stored.warnings, ...found.warnings]),
  };
}

/** What could not be created may still be right as an update, and what is stored was right once. */
function wellFormed({ manifests, refused }: ParsedSources): ParsedSources['manifests'] {
  return [...manifests, ...refused.map(({ manifest }) => manifest)];
}

/** Of texts and shapes; what is wrong with well-formed objects is judged apart. */
function misshapen({ problems, refused }: ParsedSources): readonly Problem[] {
  const judged = new Set(refused.flatMap((one) => one.problems));
  return problems.filter((problem) => !judged.has(problem));
}

/** Objects that problems speak of. */
function countObjects(problems: readonly Problem[]): number {
  return new Set(problems.flatMap(({ api }) => (api ? [`${api.kind}/${api.namespace}/${api.name}`] : [])))
    .size;
}
