import { ExitCode } from '../../errors/index.ts';
import { formatAnswer } from '../../flow/index.ts';
import { likelyCauses, resolve } from '../../model/index.ts';
import { causeLines, leftRight, traceLines, wrap } from '../../report/index.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadInput } from '../load-state.ts';
import { comparisonLines } from './compare-modes.ts';
import { flowOf, titleOf, type FlowOptions } from './flow-of.ts';
import { withClient } from './with-client.ts';

export interface ExplainOptions extends InputOptions, FlowOptions {
  readonly modes?: boolean;
  readonly releases?: boolean;
}

/** Prints the answer, the likely cause if nobody is reached, and the decisions. */
export async function explain(
  host: Host,
  from: string,
  to: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  const { namespace } = options;
  const flow = flowOf(from, to, options);
  const { state: loaded, lineOf } = await loadInput(host, options);
  const { state, note } = withClient(loaded, flow.from);
  if (note !== undefined) host.stderr.write(`${note}\n`);

  const title = titleOf(flow, to, options);
  if (options.modes) {
    host.stdout.write(`${comparisonLines(state, flow, title, namespace).join('\n')}\n`);
    return ExitCode.asExpected;
  }
  const answer = resolve(state, flow);
  const causes = answer.result === 'reached' ? [] : likelyCauses(state, flow, answer);
  const [cause] = causes;
  const told = cause && causeLines(cause, lineOf);
  const blocks = [
    leftRight([title], formatAnswer(answer, namespace)),
    answer.reason === undefined ? [] : wrap(answer.reason, 88),
    told?.reason ?? [],
    causes.slice(1).map(({ text }) => `or: ${text}`),
    traceLines(answer.trace),
    told?.hint ?? [],
  ];
  host.stdout.write(text(blocks));
  return ExitCode.asExpected;
}

function text(blocks: readonly (readonly string[])[]): string {
  const indented = blocks
    .filter((block) => block.length > 0)
    .map((block, index) => block.map((line) => (index === 0 || line === '' ? line : `  ${line}`)).join('\n'));
  return `${indented.join('\n\n')}\n`;
}
