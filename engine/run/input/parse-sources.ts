import type { Problem } from '../../errors/index.ts';
import { parseManifests, type Manifest, type RefusedManifest } from '../../kube/index.ts';
import type { SourceFile } from './source-files.ts';

export interface ParsedSources {
  readonly manifests: readonly Manifest[];
  /** Objects of the right shape that could not be created as they are. */
  readonly refused: readonly RefusedManifest[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Files that describe a cluster, as `kind create cluster --config` takes them. */
  readonly kindConfigs: readonly SourceFile[];
}

/** Reads the texts of files; a kind config among them is set aside. */
export function parseSources(sources: readonly SourceFile[]): ParsedSources {
  const kindConfigs = sources.filter(isKindConfig);
  const parsed = sources
    .filter((source) => !kindConfigs.includes(source))
    .map(({ text, file }) => parseManifests(text, file));
  return {
    manifests: parsed.flatMap(({ manifests }) => manifests),
    refused: parsed.flatMap(({ refused }) => refused),
    problems: parsed.flatMap(({ problems }) => problems),
    warnings: parsed.flatMap(({ warnings }) => warnings),
    kindConfigs,
  };
}

/** True for a text that `kind create cluster --config` would take. */
export function isKindConfig({ text }: SourceFile): boolean {
  return /^\s*"?apiVersion"?:\s*["']?kind\.x-k8s\.io\//m.test(text);
}
