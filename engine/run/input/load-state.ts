import { sortProblems, UserError, type Problem } from '../../errors/index.ts';
import {
  checkProxyAtRelease,
  checkTogether,
  clusterFromNodes,
  defaultCluster,
  parseVersion,
  readCluster,
  settleCluster,
  withVersion,
  type Cluster,
  type Manifest,
  type WrittenAt,
  type WrittenGate,
} from '../../kube/index.ts';
import { makeState, type State } from '../../model/index.ts';
import { parseSources, type ParsedSources } from './parse-sources.ts';
import type { SourceFile } from './source-files.ts';

/** What a state is made of, as texts. */
export interface StateSources {
  readonly manifests: readonly SourceFile[];
  /** A kind config, or Node objects with or without a KubeProxyConfiguration. */
  readonly cluster?: SourceFile | undefined;
  /** The release, as `1.35`. */
  readonly kubernetes?: string | undefined;
}

export interface LoadedState {
  readonly state: State;
  readonly manifests: readonly Manifest[];
  readonly warnings: readonly Problem[];
}

/**
 * Makes a state of texts. Without a cluster, a kind config among the manifests is one, then Node objects
 * among them, then kind's default with two workers.
 *
 * @throws UserError with all problems, those of `earlier` among them
 */
export function loadState(sources: StateSources, earlier: readonly Problem[] = []): LoadedState {
  const parsed = parseSources(sources.manifests);
  const found = findCluster(sources, parsed);
  const { cluster, problems, warnings: ofRelease } = withRelease(found, sources.kubernetes);
  const atRelease = checkProxyAtRelease(cluster, found.proxyWrittenAt);
  const all = [
    ...earlier,
    ...parsed.problems,
    ...problems,
    ...(found.problems.length > 0 ? [] : atRelease.problems),
    ...checkTogether(parsed.manifests, cluster),
  ];
  if (all.length > 0) throw new UserError(all);
  const warnings = sortProblems([...parsed.warnings, ...ofRelease, ...atRelease.warnings]);
  return { state: makeState(cluster, parsed.manifests), manifests: parsed.manifests, warnings };
}

interface FoundCluster {
  readonly cluster: Cluster;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly proxyWrittenAt?: WrittenAt;
  readonly gates: readonly WrittenGate[];
}

function findCluster({ cluster }: StateSources, { manifests, kindConfigs }: ParsedSources): FoundCluster {
  const [own, second] = cluster ? [cluster] : kindConfigs;
  if (second) return severalClusters(kindConfigs);
  if (own) return readCluster(own.text, own.file);
  return { cluster: clusterFromNodes(manifests) ?? defaultCluster(), problems: [], warnings: [], gates: [] };
}

function severalClusters(kindConfigs: readonly SourceFile[]): FoundCluster {
  const problem = {
    what: 'there are several clusters',
    found: kindConfigs.map(({ file }) => file).join(', '),
    hint: `--cluster ${kindConfigs[0]?.file}`,
  };
  return { cluster: defaultCluster(), problems: [problem], warnings: [], gates: [] };
}

function withRelease(found: FoundCluster, release: string | undefined): FoundCluster {
  const version = release === undefined ? found.cluster.version : parseVersion(release);
  if (!version) {
    const problem = { what: `no Kubernetes release is called "${release}"`, expected: '1.35' };
    return { ...found, problems: [...found.problems, problem] };
  }
  const named = release === undefined ? found.cluster : withVersion(found.cluster, version);
  const { cluster, problems, warnings } = settleCluster(named, found.gates);
  return {
    ...found,
    cluster,
    problems: [...found.problems, ...problems],
    warnings: [...found.warnings, ...warnings],
  };
}
