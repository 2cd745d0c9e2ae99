import { Option, type Command } from 'commander';
import { addInputOptions, collect } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { ValidateOptions } from './validate.ts';

/** `reachform validate`: what an API server would say of manifests. */
export function defineValidate(program: Command, context: Context): void {
  const command = program
    .command('validate')
    .description('say what an API server would refuse of manifests: every problem, with its place')
    .argument('[path...]', 'files or folders of manifests, as with -f; the current folder if there is none')
    .option('--against <path>', 'objects that are stored already: judge updates of them; repeatable', collect)
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'));
  addInputOptions(command).action(async (paths: readonly string[], options: ValidateOptions) => {
    const { validate } = await import('./validate.ts');
    const manifests = [...paths, ...(options.manifests ?? [])];
    context.exit(await validate(context.host, manifests.length > 0 ? { ...options, manifests } : options));
  });
}
