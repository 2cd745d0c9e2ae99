import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { closest, type Problem } from '../../errors/index.ts';

/** A text and the name under which messages speak of it. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export interface SourceFiles {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

/** How files of manifests end, where a folder is given. */
const extensions = ['.yaml', '.yml', '.json'];

/**
 * The texts of a file, or of all YAML and JSON files of a folder and the folders in it, sorted.
 * Hidden files and `node_modules` are left out. `path` is taken from `base`; messages name it as given.
 */
export async function readSourceFiles(path: string, base: string): Promise<SourceFiles> {
  const files: SourceFile[] = [];
  const problems: Problem[] = [];

  async function visit(shown: string, given: boolean): Promise<void> {
    const real = resolve(base, shown);
    try {
      if ((await stat(real)).isDirectory()) {
        const names = (await readdir(real)).filter(
          (name) => !name.startsWith('.') && name !== 'node_modules',
        );
        for (const name of names.sort()) await visit(join(shown, name), false);
      } else if (given || extensions.some((extension) => real.endsWith(extension))) {
        files.push({ file: shown, text: await readFile(real, 'utf8') });
      }
    } catch (error) {
      problems.push(await readingProblem(error, shown, real));
    }
  }

  await visit(tidy(path), true);
  if (files.length === 0 && problems.length === 0) {
    problems.push({
      what: `no manifest in "${path}"`,
      expected: `files that end in ${extensions.join(', ')}`,
    });
  }
  return { files, problems };
}

/** `./shop/` reads `shop`. */
function tidy(path: string): string {
  return join(path).replace(/(?<=.)\/$/, '');
}

/** Why a path could not be read, in words; a missing one with the name nearest to it. */
export async function readingProblem(cause: unknown, shown: string, real: string): Promise<Problem> {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const siblings = await readdir(dirname(real)).catch((): string[] => []);
    const meant = closest(basename(real), siblings);
    return {
      what: `there is no file or folder "${shown}"`,
      ...(meant !== undefined && { hint: join(dirname(shown), meant) }),
    };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      what: `"${shown}" may not be read`,
      found: 'permission denied',
      hint: `chmod u+r ${shown}, or run as a user who may`,
    };
  }
  return { what: `"${shown}" can't be read`, found: message };
}
