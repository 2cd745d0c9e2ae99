import { ExitCode } from '../../errors/index.ts';
import type { Host } from '../host.ts';
import { loadState, statesByRelease } from '../load-state.ts';
import { releaseComparison } from './compare-releases.ts';
import type { ExplainOptions } from './explain.ts';
import { flowOf, titleOf } from './flow-of.ts';
import { modeLines } from './print-modes.ts';
import { releaseLines } from './print-releases.ts';
import { withClient } from './with-client.ts';

/** Prints what proxy modes do differently at the release of the cluster. */
export async function explainModes(host: Host, options: ExplainOptions): Promise<ExitCode> {
  const { cluster } = await loadState(host, options);
  host.stdout.write(`${modeLines(cluster).join('\n')}\n`);
  return ExitCode.asExpected;
}

/** Prints what releases do differently. */
export function explainReleases(host: Host): ExitCode {
  host.stdout.write(`${releaseLines().join('\n')}\n`);
  return ExitCode.asExpected;
}

/** Prints one flow at every release that the model knows. */
export async function explainAtReleases(
  host: Host,
  from: string,
  to: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  const flow = flowOf(from, to, options);
  const stateAt = await statesByRelease(host, options);
  const notes = new Set<string>();
  const lines = releaseComparison(
    (release) => {
      const { state, note } = withClient(stateAt(release), flow.from);
      if (note !== undefined) notes.add(note);
      return state;
    },
    flow,
    titleOf(flow, to, options),
    options.namespace,
  );
  for (const note of notes) host.stderr.write(`${note}\n`);
  host.stdout.write(`${lines.join('\n')}\n`);
  return ExitCode.asExpected;
}
