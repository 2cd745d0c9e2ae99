import type { Command } from 'commander';
import type { Context } from '../program.ts';
import type { SweepOptions } from './sweep.ts';

/** `reachform sweep`: removes what crashed runs left. */
export function defineSweep(program: Command, context: Context): void {
  program
    .command('sweep')
    .description('remove what crashed runs left behind: namespaces, broken clusters, containers')
    .option('--on <back ends>', 'kind, context:NAME, several with commas', 'kind')
    .option('--running', 'also what runs left that are still going on')
    .action(async (options: SweepOptions) => {
      const { sweep } = await import('./sweep.ts');
      context.exit(await sweep(context.host, options));
    });
}
