import { ExitCode, UserError } from '../../errors/index.ts';
import { formatAnswer, formatShare, type Answer, type Flow } from '../../flow/index.ts';
import { likelyCauses, resolve, whyNot, type Cause, type State, type WhyNot } from '../../model/index.ts';
import { causeLines, explanationLines, leftRight, wrap, type LineOf } from '../../report/index.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadInput } from '../load-state.ts';
import { comparisonLines } from './compare-modes.ts';
import { explanationJson } from './explanation-json.ts';
import { flowOf, titleOf, type FlowOptions } from './flow-of.ts';
import { withClient } from './with-client.ts';

export interface ExplainOptions extends InputOptions, FlowOptions {
  readonly modes?: boolean;
  readonly releases?: boolean;
  readonly whyNot?: string;
  readonly output: 'text' | 'json';
}

/** Prints the answer, the likely cause if nobody is reached, and the decisions; or why one pod is not reached. */
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
  const pod = options.whyNot === undefined ? undefined : about(state, flow, answer, options);
  host.stdout.write(
    options.output === 'json'
      ? explanationJson({ flow, answer, causes, whyNot: pod })
      : text([
          leftRight([title], formatAnswer(answer, namespace)),
          ...(pod ? podBlocks(pod, lineOf) : answerBlocks(answer, causes, lineOf)),
        ]),
  );
  return ExitCode.asExpected;
}

/** What keeps the flow from the pod that is asked about. */
function about(
  state: State,
  flow: Flow,
  answer: Answer,
  { whyNot: name = '', namespace }: ExplainOptions,
): WhyNot {
  const plain = name.replace(/^pods?\//, '');
  if (plain === '')
    throw new UserError({ what: '--why-not names no pod', expected: 'NAME or NAMESPACE/NAME' });
  return whyNot(state, flow, answer, plain.includes('/') ? plain : `${namespace}/${plain}`);
}

function answerBlocks(answer: Answer, [cause, ...others]: readonly Cause[], lineOf: LineOf): string[][] {
  const told = cause && causeLines(cause, lineOf);
  return [
    answer.reason === undefined ? [] : wrap(answer.reason, 88),
    told?.reason ?? [],
    others.map(({ text }) => `or: ${text}`),
    explanationLines(answer.trace),
    told?.hint ?? [],
  ];
}

function podBlocks({ pod, probability, reasons }: WhyNot, lineOf: LineOf): string[][] {
  const verdict =
    probability >= 1
      ? `every connection is served by pod ${pod}`
      : probability > 0
        ? `${formatShare(probability)} of connections are served by pod ${pod}: the choice takes others for the rest`
        : `no connection is served by pod ${pod}`;
  return [
    [verdict],
    ...reasons.flatMap((reason, i) => {
      const { reason: lines, hint } = causeLines(reason, lineOf);
      return [i === 0 ? lines : [`and: ${lines[0] ?? ''}`, ...lines.slice(1)], hint];
    }),
  ];
}

function text(blocks: readonly (readonly string[])[]): string {
  const indented = blocks
    .filter((block) => block.length > 0)
    .map((block, index) => block.map((line) => (index === 0 || line === '' ? line : `  ${line}`)).join('\n'));
  return `${indented.join('\n\n')}\n`;
}
