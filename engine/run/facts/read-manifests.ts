import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Place, Problem } from '../../errors/index.ts';
import { parseManifests, type Manifest, type RefusedManifest } from '../../kube/index.ts';
import { Known } from '../input/known.ts';
import { parseOnce } from '../input/parse-once.ts';
import { readSourceFiles } from '../input/source-files.ts';

export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  /** What could not be created; its problems are among the others. */
  readonly refused: readonly RefusedManifest[];
  readonly problems: readonly Problem[];
  /** All of it as somebody wrote it, right or wrong. */
  readonly texts: readonly string[];
}

/** Reads a file or folder that lies in the first of these folders that has it. */
export async function readManifests(path: string, folders: readonly string[]): Promise<ReadManifests> {
  const base = await folderOf(path, folders);
  const { files, problems } = await readSourceFiles(path, base);
  const parsed = files.map(({ file, text }) => parseOnce(text, shownPath(file, base, folders)));
  return {
    manifests: parsed.flatMap((one) => one.manifests),
    refused: parsed.flatMap((one) => one.refused),
    problems: [...problems, ...parsed.flatMap((one) => one.problems)],
    texts: files.map(({ text }) => text),
  };
}

/** The first folder in which the path exists, else the first. */
export async function folderOf(path: string, folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const exists = await stat(resolve(folder, path)).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
    );
    if (exists) return folder;
  }
  return folders[0] ?? '.';
}

/** Messages name files as seen from the working directory, the last of the folders. */
function shownPath(file: string, base: string, folders: readonly string[]): string {
  const cwd = folders.at(-1) ?? '.';
  const full = resolve(base, file);
  return full.startsWith(`${resolve(cwd)}/`) ? full.slice(resolve(cwd).length + 1) : full;
}

const docStrings = new Known<ReadManifests>();

/** Reads the text of a docstring, so that places are those of the feature file. */
export function readDocString(text: string, place: Place | undefined, file: string): ReadManifests {
  const key = [file, place?.line, place?.column, text].join('\0');
  return docStrings.get(key, () => read(text, place, file));
}

function read(text: string, place: Place | undefined, file: string): ReadManifests {
  const parsed = parseManifests('\n'.repeat(Math.max(0, (place?.line ?? 1) - 1)) + text, file);
  const indent = (place?.column ?? 1) - 1;
  const shift = (where: Place | undefined): Place | undefined =>
    where && { ...where, column: where.column + indent };
  const inFeature = (manifest: Manifest): Manifest => ({
    object: manifest.object,
    placeOf: (path) => shift(manifest.placeOf(path)),
    keyPlaceOf: (path) => shift(manifest.keyPlaceOf?.(path)),
    lineOf: (path) => manifest.lineOf?.(path),
  });
  const shifted = new Map(parsed.problems.map((one) => [one, { ...one, where: shift(one.where) }]));
  return {
    manifests: parsed.manifests.map(inFeature),
    refused: parsed.refused.map(({ manifest, problems }) => ({
      manifest: inFeature(manifest),
      problems: problems.flatMap((problem) => shifted.get(problem) ?? []),
    })),
    problems: [...shifted.values()],
    texts: [text],
  };
}
