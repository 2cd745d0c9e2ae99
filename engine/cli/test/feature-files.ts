import { join, resolve } from 'node:path';
import type { Problem } from '../../errors/index.ts';
import { readingProblem } from '../../run/input/index.ts';
import type { Host } from '../host.ts';

export interface FeatureFiles {
  /** Files with the line numbers that were given, and glob patterns as they are. */
  readonly paths: readonly string[];
  readonly problems: Problem[];
}

/** Every path must lead to at least one feature file. Cucumber itself passes over one that does not. */
export async function findFeatureFiles(host: Host, given: readonly string[]): Promise<FeatureFiles> {
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const path of given) {
    const [, bare = path, lines = ''] = /^(.*?)((?::\d+)*)$/.exec(path) ?? [];
    if (isGlob(bare)) {
      paths.push(path);
      continue;
    }
    const before = problems.length;
    const found = await featuresBelow(host, join(bare), problems);
    if (found.length === 0 && problems.length === before) {
      problems.push({ what: `no feature in "${path}"`, expected: 'files that end in .feature' });
    }
    paths.push(...found.map((file) => `${file}${lines}`));
  }
  return { paths: [...new Set(paths)], problems };
}

async function featuresBelow(host: Host, path: string, problems: Problem[]): Promise<string[]> {
  const real = resolve(host.cwd, path);
  try {
    if (!(await host.fs.stat(real)).isDirectory()) return isFeature(path) ? [path] : [];
    const names = (await host.fs.readdir(real)).filter(
      (name) => !name.startsWith('.') && name !== 'node_modules',
    );
    const nested: string[][] = [];
    for (const name of names.sort()) nested.push(await featuresBelow(host, join(path, name), problems));
    return nested.flat();
  } catch (error) {
    problems.push(await readingProblem(error, path, real));
    return [];
  }
}

/** Step definitions that are named and not there: cucumber would pass over them. */
export async function missingImports(host: Host, paths: readonly string[]): Promise<readonly Problem[]> {
  const problems = await Promise.all(
    paths
      .filter((path) => !isGlob(path))
      .map(async (path) => {
        const real = resolve(host.cwd, path);
        return host.fs.stat(real).then(
          () => undefined,
          (error: unknown) => readingProblem(error, path, real),
        );
      }),
  );
  return problems.filter((problem) => problem !== undefined);
}

function isFeature(path: string): boolean {
  return path.endsWith('.feature') || path.endsWith('.feature.md');
}

function isGlob(path: string): boolean {
  return /[*?{}[\]]/.test(path);
}
