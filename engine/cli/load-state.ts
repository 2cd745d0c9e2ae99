import { formatProblem, UserError, type Problem } from '../errors/index.ts';
import {
  checkTogether,
  clusterFromNodes,
  defaultCluster,
  parseVersion,
  withVersion,
  type Cluster,
  type Manifest,
} from '../kube/index.ts';
import { makeState, type State } from '../model/index.ts';
import { parseSources, readSourceFiles, type Parsed, type SourceFile } from '../run/input/index.ts';
import type { Host } from './host.ts';
import type { InputOptions } from './input-options.ts';
import { readInput } from './read-input.ts';

/** Reads what the options name and makes a state of it. Warnings are printed, problems thrown all at once. */
export async function loadState(host: Host, options: InputOptions): Promise<State> {
  const problems: Problem[] = [];
  const parsed = parseSources(await manifestFiles(host, options.manifests ?? [], problems));
  const { cluster, problems: wrongCluster } = await loadCluster(host, options, parsed);
  problems.push(...parsed.problems, ...wrongCluster, ...checkTogether(parsed.manifests, cluster));
  for (const warning of parsed.warnings) host.stderr.write(`${formatProblem(warning, 'warning')}\n`);
  if (problems.length > 0) throw new UserError(problems);
  return makeState(cluster, parsed.manifests);
}

async function manifestFiles(
  host: Host,
  paths: readonly string[],
  problems: Problem[],
): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const path of paths) {
    if (path === '-') {
      const [text, file] = await readInput(host, path);
      sources.push({ file, text });
    } else {
      const found = await readSourceFiles(path, host.cwd);
      sources.push(...found.files);
      problems.push(...found.problems);
    }
  }
  return sources;
}
