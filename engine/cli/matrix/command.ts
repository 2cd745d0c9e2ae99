import type { Command } from 'commander';
import { addInputOptions } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { MatrixOptions } from './matrix.ts';

/** `reachform matrix`: everybody against every Service. */
export function defineMatrix(program: Command, context: Context): void {
  const command = program
    .command('matrix')
    .description('who reaches which Service: one table')
    .argument('[path...]', 'files or folders of manifests')
    .option('-n, --namespace <namespace>', 'only Services of this namespace');
  addInputOptions(command).action(async (paths: string[], options: MatrixOptions) => {
    const { matrix } = await import('./matrix.ts');
    context.exit(await matrix(context.host, paths, options));
  });
}
