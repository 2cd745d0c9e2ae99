import type { Command } from 'commander';
import { addInputOptions } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { DescribeOptions } from './describe.ts';

/** `reachform describe`: one object at length, as kubectl prints it. */
export function defineDescribe(program: Command, context: Context): void {
  const command = program
    .command('describe')
    .description('print services, endpoints or endpointslices at length, as kubectl prints them')
    .argument('<kind>', 'services, endpoints, endpointslices, or KIND/NAME')
    .argument('[name...]', 'only these objects')
    .option('-n, --namespace <namespace>', 'the namespace to look in', 'default')
    .option('-A, --all-namespaces', 'look in all namespaces');
  addInputOptions(command).action(async (kind: string, names: string[], options: DescribeOptions) => {
    const { describeObjects } = await import('./describe.ts');
    context.exit(await describeObjects(context.host, [kind, ...names], options));
  });
}
