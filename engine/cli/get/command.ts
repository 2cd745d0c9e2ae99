import { InvalidArgumentError, Option, type Command } from 'commander';
import { addInputOptions } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { GetOptions } from './get.ts';
import { outputs } from './output.ts';

/** `reachform get`: what the cluster would hold, printed as kubectl prints it. */
export function defineGet(program: Command, context: Context): void {
  const command = program
    .command('get')
    .description('print what the cluster would hold, as kubectl prints it')
    .argument('<kind>', 'pods, services, endpoints, ...; several with commas; all; or KIND/NAME')
    .argument('[name...]', 'only these objects')
    .option('-n, --namespace <namespace>', 'the namespace to look in', 'default')
    .option('-A, --all-namespaces', 'look in all namespaces')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(outputs).default('table'))
    .option('--show-labels', 'add a column with the labels')
    .option('--no-headers', 'leave the column names out')
    .option('-l, --selector <selector>', 'only objects with these labels: app=web,tier!=db')
    .option('--now <time>', 'the time that ages are counted to: 2026-01-31T12:00:00Z', parseTime);
  addInputOptions(command).action(async (kind: string, names: string[], options: GetOptions) => {
    const { get } = await import('./get.ts');
    context.exit(await get(context.host, [kind, ...names], options));
  });
}

function parseTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('Expected a time as 2026-01-31T12:00:00Z.');
  return time;
}
