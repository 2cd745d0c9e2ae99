import { folderOf } from '../facts/read-manifests.ts';
import { readSourceFiles } from './source-files.ts';

/** What sentences quote that may be a path of manifests. */
const quoted = /"([^"\n]+\.(?:ya?ml|json)|[^"\n]*\/|\.)"/g;

/**
 * The texts of all files and folders that sentences name, one after the other: what a scenario will
 * ask of a cluster can be read there before it runs. What is not there is left out; the sentence that
 * names it will say so.
 */
export async function namedFiles(text: string, folders: readonly string[]): Promise<string> {
  const paths = [...new Set([...text.matchAll(quoted)].map(([, path = '']) => path))];
  const texts = await Promise.all(
    paths.map(async (path) => {
      const { files } = await readSourceFiles(path, await folderOf(path, folders));
      return files.map((file) => file.text);
    }),
  );
  return texts.flat().join('\n---\n');
}
