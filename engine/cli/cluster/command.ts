import type { Command } from 'commander';
import type { Context } from '../program.ts';
import type { UpOptions } from './up.ts';

/** `reachform cluster up|status|down`: the kind clusters that runs keep warm. */
export function defineCluster(program: Command, context: Context): void {
  const cluster = program.command('cluster').description('make, list and delete the kind clusters of runs');
  cluster
    .command('up')
    .description('make a cluster, or find a warm one that fits, before scenarios need it')
    .option('--cluster <file>', "a kind config; kind's default with two workers if left out")
    .option('--fresh', 'make it anew even if a warm one fits')
    .option('--node-image <image>', 'the image of the nodes')
    .option('--image <image>', 'the Node.js image that stands in for applications')
    .action(async (options: UpOptions) => {
      const { up } = await import('./up.ts');
      context.exit(await up(context.host, options));
    });
  cluster
    .command('status')
    .description('what clusters there are, and in what state')
    .action(async () => {
      const { status } = await import('./status.ts');
      context.exit(await status(context.host));
    });
  cluster
    .command('down')
    .description('delete warm clusters')
    .argument('[name...]', 'only these; all that runs made if left out')
    .action(async (names: string[]) => {
      const { down } = await import('./down.ts');
      context.exit(await down(context.host, names));
    });
}
