import { globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

/** Which files import which, as far as they are ours. Paths from the root of the project. */
export class Graph {
  readonly #importers = new Map<string, string[]>();

  constructor(folders: readonly string[]) {
    for (const file of folders.flatMap((folder) => globSync(`${folder}/**/*.ts`))) {
      for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(
        /(?:from|import)\s+'(\.[^']+\.ts)'/g,
      )) {
        const path = normalize(join(file, '..', target));
        this.#importers.set(path, [...(this.#importers.get(path) ?? []), file]);
      }
    }
  }

  /** A file and all that depend on it, the nearest first. */
  dependents(file: string): readonly string[] {
    const found = new Set([file]);
    for (const one of found) for (const importer of this.#importers.get(one) ?? []) found.add(importer);
    return [...found];
  }
}
