import { InvalidArgumentError, type Command } from 'commander';
import { collect } from '../input-options.ts';
import type { Context } from '../program.ts';
import type { TestOptions } from './options.ts';

/** `reachform test`: Gherkin with the shipped steps, on one or several back ends. */
export function defineTest(program: Command, context: Context): void {
  program
    .command('test')
    .description('run scenarios; cucumber.js, its profiles, tags and formats work as in cucumber')
    .argument('[path...]', 'feature files (FILE:LINE for one scenario) or folders; `features` if left out')
    .option(
      '--on <back ends>',
      'model, kind, context:NAME, recorded:DIR, several with commas',
      context.host.env['REACHFORM_ON'] ?? 'model',
    )
    .option('--cluster <file>', 'a kind config: the cluster of scenarios that say nothing of theirs')
    .option('-t, --tags <expression>', 'only scenarios with these tags; repeatable', collect)
    .option('--name <regexp>', 'only scenarios with such a name; repeatable', collect)
    .option(
      '--format <type[:file]>',
      'a cucumber formatter: junit:out.xml, html:out.html, message, ...',
      collect,
    )
    .option('--format-options <json>', 'options for formatters', json)
    .option('--parallel <n>', 'scenarios at the same time; several on a cluster if left out', wholeNumber)
    .option('-d, --dry-run', 'check that every step is known, run nothing')
    .option('--fail-fast', 'stop at the first scenario that fails')
    .option('--retry <n>', 'try a failing scenario again', wholeNumber)
    .option('--order <order>', 'defined, random or random:SEED')
    .option('-c, --config <file>', "cucumber's configuration, cucumber.js and the like if left out")
    .option('-p, --profile <name>', 'a profile of that configuration; repeatable', collect)
    .option('-i, --import <path>', 'step definitions of your own; repeatable', collect)
    .option('--world-parameters <json>', 'parameters for your own steps', json)
    .option('--keep', 'kind: leave cluster and objects as they are at the end')
    .option('--fresh', 'kind: make a new cluster even if a warm one fits')
    .option('--node-image <image>', 'kind: the image of the nodes')
    .option('--image <image>', 'clusters: the Node.js image that stands in for applications')
    .option('--loadbalancer-manifest <file>', 'clusters: a load balancer to install')
    .option('--evidence <folder>', 'where evidence of failures goes', 'reachform-evidence')
    .option('--record <folder>', 'write down what the cluster said, to be replayed')
    .action(async (paths: string[], options: TestOptions) => {
      const { test } = await import('./test.ts');
      context.exit(await test(context.host, paths, options));
    });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

function json(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('Expected a JSON object.');
}
