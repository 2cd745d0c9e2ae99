import { sweepContext, sweepKind, type Swept } from '../../backend/cluster/index.ts';
import { ExitCode, UserError } from '../../errors/index.ts';
import { formatBackEndName, parseBackEndNames, type BackEndName } from '../../run/index.ts';
import type { Host } from '../host.ts';

export interface SweepOptions {
  readonly on: string;
  readonly running?: true;
}

/** Exit code 4 if something could not be removed. */
export async function sweep(host: Host, options: SweepOptions): Promise<ExitCode> {
  const names = parseBackEndNames(options.on);
  const strange = names.filter(({ word }) => word !== 'kind' && word !== 'context');
  if (strange.length > 0) {
    throw new UserError({
      what: `nothing is left behind on ${strange.map(formatBackEndName).join(', ')}`,
      expected: '--on kind, --on context:NAME',
    });
  }
  let stuck = 0;
  for (const name of names) {
    const { removed, left } = await sweepOne(name, options.running ?? false);
    for (const what of removed) host.stdout.write(`removed ${what}\n`);
    for (const what of left) host.stderr.write(`error: not removed: ${what}\n`);
    if (removed.length + left.length === 0)
      host.stdout.write(`nothing was left on ${formatBackEndName(name)}\n`);
    stuck += left.length;
  }
  return stuck > 0 ? ExitCode.clusterUnusable : ExitCode.asExpected;
}

function sweepOne({ word, argument }: BackEndName, running: boolean): Promise<Swept> {
  return word === 'kind' ? sweepKind({ running }) : sweepContext({ context: argument }, { running });
}
