import { kindDown, kindStatus } from '../../backend/cluster/index.ts';
import { closest, ExitCode, UserError } from '../../errors/index.ts';
import type { Host } from '../host.ts';
import { printProgress } from '../print-progress.ts';

/** Deletes the clusters that are named, or all that runs made. */
export async function down(host: Host, names: readonly string[]): Promise<ExitCode> {
  const known = names.length === 0 ? [] : (await kindStatus()).map(({ name }) => name);
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => ({ what: `there is no cluster "${name}" of ours`, hint: closest(name, known) }));
  if (problems.length > 0) throw new UserError(problems);
  const deleted = await kindDown(printProgress(host), names.length === 0 ? undefined : names);
  host.stdout.write(deleted.length === 0 ? 'there was no cluster\n' : `deleted ${deleted.join(', ')}\n`);
  return ExitCode.asExpected;
}
