import { Option, type Command } from 'commander';
import type { Context } from '../program.ts';
import type { VerifyOptions } from './verify.ts';

/** `reachform verify`: the model against what a cluster once said. */
export function defineVerify(program: Command, context: Context): void {
  program
    .command('verify')
    .description('predict every recorded flow from the recorded objects, and compare')
    .argument('<folder...>', 'a recording, or a folder of recordings (see `test --record`)')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['json', 'text']).default('text'))
    .action(async (folders: string[], options: VerifyOptions) => {
      const { verify } = await import('./verify.ts');
      context.exit(await verify(context.host, folders, options));
    });
}
