import { readFile } from 'node:fs/promises';
import { UserError } from '../../errors/index.ts';
import { parseKindConfig, type Cluster, type WrittenAt, type WrittenGate } from '../../kube/index.ts';
import { readingProblem } from '../input/source-files.ts';

/** A kind config, and what must be held against the release that it meets. */
export interface ClusterFile {
  readonly file: string;
  readonly text: string;
  readonly cluster: Cluster;
  readonly writtenAt: WrittenAt | undefined;
  readonly gates: readonly WrittenGate[];
}

/** Reads a kind config; throws all its problems at once. `path` is the name that they call it by. */
export async function readClusterFile(path: string, real: string): Promise<ClusterFile> {
  const text = await readFile(real, 'utf8').catch(async (error: unknown) => {
    throw new UserError(await readingProblem(error, path, real));
  });
  const { cluster, problems, proxyWrittenAt: writtenAt, gates } = parseKindConfig(text, path);
  if (problems.length > 0) throw new UserError(problems);
  return { file: path, text, cluster, writtenAt, gates };
}
