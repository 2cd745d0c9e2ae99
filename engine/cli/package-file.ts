import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = new URL('.', import.meta.url);
// Sources lie in engine/cli, what was built from them in dist/engine/cli.
const root = new URL(existsSync(new URL('../../package.json', here)) ? '../../' : '../../../', here);

/** The path of a file of this package, from its root. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(path, root));
}

/** The path of one of this package's modules, source or built, without its extension: `steps/index`. */
export function packageModule(path: string): string {
  return fileURLToPath(new URL(`../../${path}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, here));
}
