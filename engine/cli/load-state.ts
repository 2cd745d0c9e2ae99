import { formatProblem, UserError, type Problem } from '../errors/index.ts';
import type { State } from '../model/index.ts';
import type { LineOf } from '../report/index.ts';
import { loadState as load, readSourceFiles, type SourceFile } from '../run/input/index.ts';
import type { Host } from './host.ts';
import type { InputOptions } from './input-options.ts';
import { readInput } from './read-input.ts';

export interface Input {
  readonly state: State;
  readonly lineOf: LineOf;
}

/** What the options name, as texts, and what is wrong with reading them. */
export interface Sources {
  readonly manifests: readonly SourceFile[];
  readonly cluster: SourceFile | undefined;
  readonly problems: readonly Problem[];
}

export async function readSources(host: Host, options: InputOptions): Promise<Sources> {
  const problems: Problem[] = [];
  const manifests = await manifestFiles(host, options.manifests ?? [], problems);
  const cluster = options.cluster === undefined ? undefined : await readInput(host, options.cluster);
  return { manifests, cluster, problems };
}

/** Makes states of the same sources at any release. What is wrong with reading them is thrown at once. */
export async function statesByRelease(
  host: Host,
  options: InputOptions,
): Promise<(release: string) => State> {
  const { manifests, cluster, problems } = await readSources(host, options);
  if (problems.length > 0) throw new UserError(problems);
  return (kubernetes) => load({ manifests, cluster, kubernetes, cni: options.cni }).state;
}

/** Reads what the options name and makes a state of it. Warnings are printed, problems thrown all at once. */
export async function loadInput(host: Host, options: InputOptions): Promise<Input> {
  const { manifests, cluster, problems } = await readSources(host, options);
  const { state, warnings } = load(
    { manifests, cluster, kubernetes: options.kubernetes, cni: options.cni },
    problems,
  );
  for (const warning of warnings) host.stderr.write(`${formatProblem(warning, 'warning')}\n`);
  const texts = new Map([...manifests, ...(cluster ? [cluster] : [])].map(({ file, text }) => [file, text]));
  return { state, lineOf: ({ file, line }) => texts.get(file)?.split('\n')[line - 1] };
}

export async function loadState(host: Host, options: InputOptions): Promise<State> {
  return (await loadInput(host, options)).state;
}

/** The texts of files and folders; what can't be read is a problem. */
export async function manifestFiles(
  host: Host,
  paths: readonly string[],
  problems: Problem[],
): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const path of paths) {
    if (path === '-') {
      sources.push(await readInput(host, path));
      continue;
    }
    const found = await readSourceFiles(path, host.cwd);
    sources.push(...found.files);
    problems.push(...found.problems);
  }
  return sources;
}
