import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { closest, UserError } from '../../errors/index.ts';
import {
  checkProxyAtRelease,
  defaultCluster,
  parseKindConfig,
  parseVersion,
  proxyModes,
  settleCluster,
  withProxyMode,
  withVersion,
  type Cluster,
  type ProxyMode,
  type Version,
  type WrittenAt,
  type WrittenGate,
} from '../../kube/index.ts';
import { readingProblem } from '../input/source-files.ts';
import { folderOf } from './read-manifests.ts';

/** The cluster of a scenario, once nobody can say anything about it any more. */
export interface SettledCluster {
  readonly cluster: Cluster;
  /** What kind makes it from; nothing for the default cluster. */
  readonly kindConfig?: { readonly file: string; readonly text: string } | undefined;
}

interface ClusterFile {
  readonly file: string;
  readonly text: string;
  readonly cluster: Cluster;
  readonly writtenAt: WrittenAt | undefined;
  readonly gates: readonly WrittenGate[];
}

/** Most scenarios want this one: made once, so that what is derived from it is shared too. */
const usualCluster = defaultCluster(2);

/** What sentences say of the cluster, until the first change or check settles it. */
export class ClusterFacts {
  #file: ClusterFile | undefined;
  #workers: number | undefined;
  #mode: ProxyMode | undefined;
  #version: Version | undefined;
  #settled: SettledCluster | undefined;

  /** A kind config. */
  async useFile(path: string, folders: readonly string[]): Promise<void> {
    this.#mustBeOpen();
    const real = resolve(await folderOf(path, folders), path);
    const text = await readFile(real, 'utf8').catch(async (error: unknown) => {
      throw new UserError(await readingProblem(error, path, real));
    });
    const { cluster, problems, proxyWrittenAt: writtenAt, gates } = parseKindConfig(text, path);
    if (problems.length > 0) throw new UserError(problems);
    this.#file = { file: path, text, cluster, writtenAt, gates };
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
    const ownCluster = this.#workers === undefined ? usualCluster : defaultCluster(this.#workers);
    const declared = this.#file?.cluster ?? ownCluster;
    const inMode = this.#mode === undefined ? declared : withProxyMode(declared, this.#mode);
    const named = this.#version === undefined ? inMode : withVersion(inMode, this.#version);
    const settled = settleCluster(named, this.#file?.gates ?? []);
    const { cluster } = settled;
    const ownMode = this.#mode === undefined ? this.#file?.writtenAt : undefined;
    const problems = [...settled.problems, ...checkProxyAtRelease(cluster, ownMode).problems];
    if (problems.length > 0) throw new UserError(problems);
    return { cluster, kindConfig: this.#kindConfig() };
  }

  #kindConfig(): SettledCluster['kindConfig'] {
    if (!this.#file && this.#workers === undefined && this.#mode === undefined) return undefined;
    const { file, text } = this.#file ?? generated(this.#workers ?? 2);
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
