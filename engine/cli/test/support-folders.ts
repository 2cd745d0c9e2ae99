import { basename, dirname, relative, resolve } from 'node:path';

/**
 * Where cucumber looks for step definitions when nobody says where: below the folder `features` that a
 * feature lies in, else beside the feature. As globs of files, because cucumber takes a folder with a
 * dot in its name for a file. The working directory itself is left out, as cucumber does.
 */
export function supportGlobs(features: readonly string[], cwd: string): readonly string[] {
  const folders = features.map((feature) => relative(cwd, folderOf(resolve(cwd, feature))));
  return [...new Set(folders)]
    .filter((folder) => folder !== '')
    .map((folder) => `${folder}/**/*.@(js|cjs|mjs)`);
}

function folderOf(feature: string): string {
  const own = dirname(feature);
  for (let folder = dirname(own); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) === 'features') return folder;
  }
  return own;
}
