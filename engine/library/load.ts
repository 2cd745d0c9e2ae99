import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import { UserError, type Problem } from '../errors/index.ts';
import type { Cni, Manifest } from '../kube/index.ts';
import type { State } from '../model/index.ts';
import {
  loadState,
  parseSources,
  readingProblem,
  readSourceFiles,
  validateSources,
  type SourceFile,
  type Validation,
} from '../run/input/index.ts';

export interface LoadOptions {
  /** Where relative paths start; the working directory if left out. */
  readonly cwd?: string;
}

/**
 * Reads manifests from files and folders.
 *
 * @throws UserError with everything that is wrong with them
 */
export async function loadManifests(
  paths: string | readonly string[],
  { cwd = '.' }: LoadOptions = {},
): Promise<readonly Manifest[]> {
  const { files, problems } = await readAll(paths, cwd);
  const parsed = parseSources(files);
  const all = [...problems, ...parsed.problems];
  if (all.length > 0) throw new UserError(all);
  return parsed.manifests;
}

export interface LoadStateOptions extends LoadOptions {
  readonly manifests: string | readonly string[];
  /** A file: a kind config, or Node objects with or without a KubeProxyConfiguration. */
  readonly cluster?: string;
  /** The release, as `1.35`. */
  readonly kubernetes?: string;
  /** The pod network, for what it does to flows; kindnet for kind and none for others if left out. */
  readonly cni?: Cni;
}

/**
 * Reads manifests and a cluster from files and brings the controllers to rest.
 *
 * @throws UserError with everything that is wrong with them
 */
export async function loadStateFromFiles(options: LoadStateOptions): Promise<State> {
  const { cwd = '.', kubernetes, cni } = options;
  const { files, problems } = await readAll(options.manifests, cwd);
  const cluster = options.cluster === undefined ? undefined : await readOne(options.cluster, cwd);
  return loadState({ manifests: files, cluster, kubernetes, cni }, problems).state;
}

export interface ValidateFilesOptions extends LoadStateOptions {
  /** Files and folders of objects that are stored already: what is in them too is judged as an update. */
  readonly against?: string | readonly string[];
}

/**
 * What an API server of the release would refuse of files and folders: problems whose `api` has the field, the reason
 * and the message of a Status' cause.
 *
 * @throws UserError for files that can't be read
 */
export async function validateFiles(options: ValidateFilesOptions): Promise<Validation> {
  const { cwd = '.', kubernetes, against = [] } = options;
  const [manifests, stored] = await Promise.all([readAll(options.manifests, cwd), readAll(against, cwd)]);
  const unread = [...manifests.problems, ...stored.problems];
  if (unread.length > 0) throw new UserError(unread);
  const cluster = options.cluster === undefined ? undefined : await readOne(options.cluster, cwd);
  return validateSources({ manifests: manifests.files, against: stored.files, cluster, kubernetes });
}

async function readAll(
  paths: string | readonly string[],
  cwd: string,
): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const read = await Promise.all([paths].flat().map((path) => readSourceFiles(path, cwd)));
  return {
    files: read.flatMap(({ files }) => files),
    problems: read.flatMap(({ problems }) => problems),
  };
}

async function readOne(file: string, cwd: string): Promise<SourceFile> {
  const real = resolve(cwd, file);
  try {
    return { file, text: await readFile(real, 'utf8') };
  } catch (error) {
    throw new UserError(await readingProblem(error, file, real));
  }
}
