import { sortProblems, type Problem } from '../../errors/index.ts';
import { parseManifests } from '../parse/parse-manifests.ts';
import { readDocuments, type Read } from '../parse/read-documents.ts';
import { Source } from '../parse/source.ts';
import { ConfigFile } from './config-file.ts';
import { defaultCluster } from './default-cluster.ts';
import { clusterFromNodes } from './from-nodes.ts';
import { gatesIn } from './gates-in.ts';
import { kindCluster, type ParsedCluster } from './kind-config.ts';
import { checkProxy } from './check-proxy.ts';
import { proxyFrom, type KubeProxyConfiguration } from './proxy-config.ts';

export interface ReadCluster extends ParsedCluster {
  /** True if the file is one that `kind create cluster --config` takes. */
  readonly isKindConfig: boolean;
}

/**
 * Reads a cluster from a file and tells by its content what it is: a kind config; or Node objects, as a real cluster
 * prints them, with or without a KubeProxyConfiguration; or a KubeProxyConfiguration alone, for the default nodes.
 */
export function readCluster(text: string, file: string): ReadCluster {
  const { reads, problems } = readDocuments(new Source(file, text));
  if (problems.length > 0) return failed(problems);
  const config = reads.find((read) => isKindConfig(read.value));
  if (config) {
    const other = reads.find((read) => read !== config);
    if (!other) return { ...kindCluster(config.value, config.fields), isKindConfig: true };
    return failed([
      { what: 'A kind config is one document; this file has several', where: other.fields.placeOf([]) },
    ]);
  }
  const proxy = reads.find((read) => kindOf(read.value) === 'KubeProxyConfiguration');
  const hasNodes = reads.some((read) => kindOf(read.value) === 'Node');
  if (!proxy && !hasNodes) return failed([nothingFound(reads, file)]);
  const found: Problem[] = [];
  const proxyFile = proxy && proxyFileOf(proxy, found);
  const proxyConfig = proxyFile && checkProxy(proxyFile) ? proxyFrom(proxyFile.value) : undefined;
  const parsed = hasNodes ? parseManifests(text, file) : { manifests: [], problems: [] };
  const all = [...parsed.problems, ...found];
  if (all.length > 0) return failed(all);
  return {
    cluster: clusterOf(parsed.manifests, proxyConfig),
    problems: [],
    warnings: [],
    gates: proxyFile ? gatesIn(proxyFile, proxyFile.value.featureGates) : [],
    isKindConfig: false,
    ...(proxyFile && { proxyWrittenAt: (field) => proxyFile.writtenAt(field) }),
  };
}

function clusterOf(...[manifests, proxy]: Parameters<typeof clusterFromNodes>): ParsedCluster['cluster'] {
  const found = clusterFromNodes(manifests, proxy);
  if (found) return found;
  const cluster = defaultCluster();
  if (!proxy) return cluster;
  const clusterCIDRs = proxy.clusterCIDRs.length > 0 ? proxy.clusterCIDRs : cluster.podSubnets;
  return { ...cluster, proxy: { ...proxy, clusterCIDRs } };
}

function proxyFileOf(read: Read, problems: Problem[]): ConfigFile<KubeProxyConfiguration> {
  return new ConfigFile(
    'KubeProxyConfiguration',
    read.value as KubeProxyConfiguration,
    read.fields,
    problems,
  );
}

function isKindConfig(value: unknown): boolean {
  const { apiVersion } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    kindOf(value) === 'Cluster' || (typeof apiVersion === 'string' && apiVersion.startsWith('kind.x-k8s.io/'))
  );
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as { kind?: unknown }).kind : undefined;
}

function nothingFound(reads: readonly Read[], file: string): Problem {
  const kinds = [
    ...new Set(reads.map(({ value }) => kindOf(value)).filter((kind) => typeof kind === 'string')),
  ];
  return {
    what: 'No cluster in this file',
    where: reads[0]?.fields.placeOf([]) ?? { file, line: 1, column: 1 },
    found: reads.length === 0 ? 'an empty file' : kinds.length > 0 ? kinds.sort().join(', ') : undefined,
    expected: 'a kind config (kind: Cluster), Node objects, or a KubeProxyConfiguration',
    hint: 'manifests of workloads and Services are given apart from the cluster',
  };
}

function failed(problems: readonly Problem[]): ReadCluster {
  return {
    cluster: defaultCluster(),
    problems: sortProblems(problems),
    warnings: [],
    gates: [],
    isKindConfig: false,
  };
}
