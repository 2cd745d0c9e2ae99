import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { closest, UserError } from '../../errors/index.ts';
import {
  checkProxyAtRelease,
  defaultCluster,
  parseVersion,
  proxyModes,
  settleCluster,
  withProxyMode,
  withVersion,
  type Cluster,
  type ProxyMode,
  type Version,
} from '../../kube/index.ts';
import { readClusterFile, type ClusterFile } from './cluster-file.ts';
import { folderOf } from './read-manifests.ts';
import { builtInCluster, whyNotIn, type ScenarioWords, type UsualCluster } from './usual-cluster.ts';

/** The cluster of a scenario, once nobody can say anything about it any more. */
export interface SettledCluster {
  readonly cluster: Cluster;
  /** What kind makes it from; nothing for the default cluster. */
  readonly kindConfig?: { readonly file: string; readonly text: string } | undefined;
  /** Why no real cluster was asked for that this scenario could run in. */
  readonly unfit?: string;
  /** What of it is not as it was said: a release that is not known yet. */
  readonly warnings: readonly string[];
}

/** Ranges for measurements of networks (RFC 2544, RFC 5180): no cluster has them for something else. */
const rangesOfProvider = ['198.18.0.0/24', '2001:2::/112'];

/** What sentences say of the cluster, until the first change or check settles it. */
export class ClusterFacts {
  #file: ClusterFile | undefined;
  #workers: number | undefined;
  #mode: ProxyMode | undefined;
  #version: Version | undefined;
  #settled: SettledCluster | undefined;
  readonly #usual: UsualCluster;
  readonly #scenario: ScenarioWords;

  /** `usual` is taken where no sentence speaks of nodes, if it has those that the scenario needs. */
  constructor(usual = builtInCluster, scenario: ScenarioWords = { text: '', tags: [] }) {
    this.#usual = usual;
    this.#scenario = scenario;
  }

  /** A kind config. */
  async useFile(path: string, folders: readonly string[]): Promise<void> {
    this.#mustBeOpen();
    this.#file = await readClusterFile(path, resolve(await folderOf(path, folders), path));
  }

  useWorkers(count: number): void {
    this.#mustBeOpen();
    this.#workers = count;
  }

  useMode(mode: string): void {
    this.#mustBeOpen();
    if (!isMode(mode)) {
      throw new UserError({
        what: `no proxy mode is called "${mode}"`,
        expected: proxyModes.join(', '),
        hint: closest(mode, proxyModes),
      });
    }
    this.#mode = mode;
  }

  useVersion(text: string): void {
    this.#mustBeOpen();
    const version = parseVersion(text);
    if (!version)
      throw new UserError({ what: `no Kubernetes release is called "${text}"`, expected: '1.35' });
    this.#version = version;
  }

  /** The cluster, from now on fixed. */
  settle(): SettledCluster {
    this.#settled ??= this.#make();
    return this.#settled;
  }

  #make(): SettledCluster {
    if (this.#file && this.#workers !== undefined) {
      throw new UserError({
        what: 'the nodes are said twice',
        found: `the cluster "${this.#file.file}" and a cluster of ${this.#workers} workers`,
        expected: 'one of the two',
      });
    }
    const { cluster: declared, file, unfit } = this.#declared();
    const inMode = this.#mode === undefined ? declared : withProxyMode(declared, this.#mode);
    const named = this.#version === undefined ? inMode : withVersion(inMode, this.#version);
    const settled = settleCluster(named, file?.gates ?? []);
    const { cluster } = settled;
    const ownMode = this.#mode === undefined ? file?.writtenAt : undefined;
    const problems = [...settled.problems, ...checkProxyAtRelease(cluster, ownMode).problems];
    if (problems.length > 0) throw new UserError(problems);
    const provided = this.#scenario.tags.includes('@needs-loadbalancer')
      ? { ...cluster, loadBalancerRanges: rangesOfProvider }
      : cluster;
    const warnings = settled.warnings.map(({ what }) => what);
    const kindConfig = this.#kindConfig(file);
    return { cluster: provided, kindConfig, warnings, ...(unfit !== undefined && { unfit }) };
  }

  #declared(): UsualCluster & { readonly unfit?: string } {
    if (this.#file) return { cluster: this.#file.cluster, file: this.#file };
    if (this.#workers !== undefined) return { cluster: defaultCluster(this.#workers) };
    if (this.#usual === builtInCluster) return builtInCluster;
    const unfit = whyNotIn(this.#usual, this.#scenario);
    return unfit === undefined ? this.#usual : { ...builtInCluster, unfit };
  }

  #kindConfig(own: ClusterFile | undefined): SettledCluster['kindConfig'] {
    if (!own && this.#workers === undefined && this.#mode === undefined) return undefined;
    const { file, text } = own ?? generated(this.#workers ?? 2);
    if (this.#mode === undefined) return { file, text };
    const document = parseDocument(text);
    document.setIn(['networking', 'kubeProxyMode'], this.#mode);
    return { file, text: document.toString() };
  }

  #mustBeOpen(): void {
    if (!this.#settled) return;
    throw new UserError({
      what: 'the cluster can not be changed any more',
      expected: 'sentences about the cluster before the first change and the first check',
    });
  }
}

function isMode(text: string): text is ProxyMode {
  return (proxyModes as readonly string[]).includes(text);
}

function generated(workers: number): { file: string; text: string } {
  const nodes = ['control-plane', ...Array.from({ length: workers }, () => 'worker')];
  const lines = ['kind: Cluster', 'apiVersion: kind.x-k8s.io/v1alpha4', 'nodes:'];
  return {
    file: 'the scenario',
    text: `${[...lines, ...nodes.map((role) => `  - role: ${role}`)].join('\n')}\n`,
  };
}
