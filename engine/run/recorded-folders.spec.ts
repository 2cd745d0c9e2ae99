import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../scenarios/recorded/', import.meta.url));

/** The recordings that come with the project, by name. */
export const recordedFolders: ReadonlyMap<string, string> = new Map(
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, join(root, name)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
