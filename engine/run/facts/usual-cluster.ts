import { resolve } from 'node:path';
import { defaultCluster, type Cluster, type ProxyMode } from '../../kube/index.ts';
import { readClusterFile, type ClusterFile } from './cluster-file.ts';

/** The cluster of scenarios that say nothing of theirs. */
export interface UsualCluster {
  readonly cluster: Cluster;
  /** Nothing for the built-in one. */
  readonly file?: ClusterFile;
}

/** Most scenarios want this one: made once, so that what is derived from it is shared too. */
export const builtInCluster: UsualCluster = { cluster: defaultCluster(2) };

/** A kind config that takes its place. */
export async function readUsualCluster(path: string, cwd: string): Promise<UsualCluster> {
  const file = await readClusterFile(path, resolve(cwd, path));
  return { cluster: file.cluster, file };
}

/** A tag of that name says that a scenario holds in that mode alone. */
const proxyModes = ['iptables', 'nftables', 'ipvs', 'userspace'] as const satisfies readonly ProxyMode[];

/** What is read of a scenario to know whether a cluster has the nodes for it. */
export interface ScenarioWords {
  /** Its sentences with their tables and texts. */
  readonly text: string;
  readonly tags: readonly string[];
}

/** Why a scenario that was written for the built-in cluster can't run in another; nothing if it can. */
export function whyNotIn({ cluster, file }: UsualCluster, { text, tags }: ScenarioWords): string | undefined {
  const nodes = new Set(cluster.nodes.map(({ object }) => object.metadata.name));
  const where = `the cluster "${file?.file ?? ''}"`;
  const named = builtInCluster.cluster.nodes
    .map(({ object }) => object.metadata.name)
    .filter((name) => new RegExp(String.raw`(?<![\w.-])${name}(?![\w-])`).test(text));
  const missing = named.filter((name) => !nodes.has(name)).sort();
  if (missing.length > 0) return `${where} has no node ${missing.join(', ')}`;
  const wanted = Math.max(0, ...tags.map((tag) => Number(/^@nodes-(\d+)$/.exec(tag)?.[1] ?? 0)));
  if (wanted > nodes.size) return `${where} has fewer than ${wanted} nodes`;
  const { mode } = cluster.proxy;
  const modes = tags.filter((tag) => proxyModes.some((one) => tag === `@${one}`));
  return modes.length === 0 || modes.includes(`@${mode}`)
    ? undefined
    : `${where} has the proxy mode ${mode}, not ${modes.map((tag) => tag.slice(1)).join(' or ')}`;
}
