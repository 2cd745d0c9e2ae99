import { Option, type Command } from 'commander';
import { addInputOptions } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { ResolveOptions } from './resolve.ts';

/** `reachform resolve`: many flows in, an answer for each out. */
export function defineResolve(program: Command, context: Context): void {
  const command = program
    .command('resolve')
    .description('answer flows: who is reached, and why')
    .requiredOption('--flows <file>', 'the flows as JSON, - for standard input')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['json', 'text']).default('json'));
  addInputOptions(command).action(async (options: ResolveOptions) => {
    const { answerFlows } = await import('./resolve.ts');
    context.exit(await answerFlows(context.host, options));
  });
}
