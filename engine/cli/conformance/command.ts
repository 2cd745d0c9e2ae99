import type { Command } from 'commander';
import { collect } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { ConformanceOptions } from './conformance.ts';

/** `reachform conformance`: the packaged features on a cluster, and a report of them. */
export function defineConformance(program: Command, context: Context): void {
  program
    .command('conformance')
    .description('run the packaged features on a cluster and write a report')
    .requiredOption('--on <back end>', 'kind or context:NAME')
    .option('--profile <name>', 'only features of this profile (core, node-port, ...); repeatable', collect)
    .option('--report <folder>', 'where conformance.yaml and conformance.md go', 'reachform-conformance')
    .option('--image <image>', 'the Node.js image that stands in for applications')
    .option('--loadbalancer-manifest <file>', 'a load balancer to install')
    .option('--node-image <image>', 'kind: the image of the nodes')
    .option('--keep', 'leave objects in the cluster')
    .option('--evidence <folder>', 'where evidence of failures goes', 'reachform-evidence')
    .action(async (options: ConformanceOptions) => {
      const { conformance } = await import('./conformance.ts');
      context.exit(await conformance(context.host, options));
    });
}
