import { Option, type Command } from 'commander';
import { addInputOptions } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { ExplainOptions } from './explain.ts';

/** `reachform explain`: one flow, and how it is decided. */
export function defineExplain(program: Command, context: Context): void {
  const command = program
    .command('explain')
    .description('say who one flow reaches, how that is decided, and why it fails')
    .argument('[from]', 'pod/NAME, pod/NAMESPACE/NAME, host/NODE, outside, outside/ADDRESS')
    .argument(
      '[to]',
      'NAME:PORT, ADDRESS:PORT, service/NAME:PORT, node/NAME:PORT, pod/NAME:PORT, http://...; no port for ICMP',
    )
    .option('-n, --namespace <namespace>', 'of names that say none', 'default')
    .addOption(new Option('--protocol <protocol>').choices(['TCP', 'UDP', 'SCTP', 'ICMP']).default('TCP'))
    .option('--why-not <pod>', 'what keeps this pod, NAME or NAMESPACE/NAME, from being reached')
    .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
    .option('--modes', 'the flow in every proxy mode side by side; without one, what modes do differently')
    .option(
      '--releases',
      'the flow at every release, equal ones as a range; without one, what releases do differently',
    );
  addInputOptions(command).action(
    async (from: string | undefined, to: string | undefined, options: ExplainOptions) => {
      const { explainAtReleases, explainModes, explainReleases } = await import('./differences.ts');
      if (from === undefined && options.releases) return context.exit(explainReleases(context.host));
      if (from === undefined && options.modes) {
        return context.exit(await explainModes(context.host, options));
      }
      const need = (value: string | undefined, name: string): string =>
        value ?? command.error(`error: missing required argument '${name}'`);
      const flow = [need(from, 'from'), need(to, 'to')] as const;
      if (options.releases) return context.exit(await explainAtReleases(context.host, ...flow, options));
      const { explain } = await import('./explain.ts');
      context.exit(await explain(context.host, ...flow, options));
    },
  );
}
