import type { Problem } from '../../errors/index.ts';
import {
  checkProxyAtRelease,
  clusterFromNodes,
  defaultCluster,
  parseVersion,
  readCluster,
  settleCluster,
  withCni,
  withVersion,
  type Cluster,
  type WrittenAt,
  type WrittenGate,
} from '../../kube/index.ts';
import type { StateSources } from './load-state.ts';
import type { ParsedSources } from './parse-sources.ts';
import type { SourceFile } from './source-files.ts';

export interface FoundCluster {
  readonly cluster: Cluster;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** The cluster that texts describe, at the release that was asked for. */
export function findCluster(sources: StateSources, parsed: ParsedSources): FoundCluster {
  const found = readOrDefault(sources, parsed);
  const { cluster, problems, warnings } = withRelease(found, sources.kubernetes);
  const atRelease = checkProxyAtRelease(cluster, found.proxyWrittenAt);
  return {
    cluster: sources.cni === undefined ? cluster : withCni(cluster, sources.cni),
    problems: [...problems, ...(found.problems.length > 0 ? [] : atRelease.problems)],
    warnings: [...warnings, ...atRelease.warnings],
  };
}

interface ReadCluster {
  readonly cluster: Cluster;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly proxyWrittenAt?: WrittenAt;
  readonly gates: readonly WrittenGate[];
}

function readOrDefault({ cluster }: StateSources, { manifests, kindConfigs }: ParsedSources): ReadCluster {
  const [own, second] = cluster ? [cluster] : kindConfigs;
  if (second) return severalClusters(kindConfigs);
  if (own) return readCluster(own.text, own.file);
  return { cluster: clusterFromNodes(manifests) ?? defaultCluster(), problems: [], warnings: [], gates: [] };
}

function severalClusters(kindConfigs: readonly SourceFile[]): ReadCluster {
  const problem = {
    what: 'there are several clusters',
    found: kindConfigs.map(({ file }) => file).join(', '),
    hint: `--cluster ${kindConfigs[0]?.file}`,
  };
  return { cluster: defaultCluster(), problems: [problem], warnings: [], gates: [] };
}

function withRelease(found: ReadCluster, release: string | undefined): ReadCluster {
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
