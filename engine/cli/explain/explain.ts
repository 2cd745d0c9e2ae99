import { ExitCode, UserError } from '../../errors/index.ts';
import { formatAnswer, formatClient, parseFlow, type Flow } from '../../flow/index.ts';
import { likelyCauses, resolve } from '../../model/index.ts';
import { causeLines, leftRight, traceLines, wrap } from '../../report/index.ts';
import { parseClientArgument } from '../client-argument.ts';
import type { Host } from '../host.ts';
import type { InputOptions } from '../input-options.ts';
import { loadInput, loadState } from '../load-state.ts';
import { comparisonLines } from './compare-modes.ts';
import { modeLines } from './print-modes.ts';
import { withClient } from './with-client.ts';

export interface ExplainOptions extends InputOptions {
  readonly namespace: string;
  readonly protocol: string;
  readonly modes?: boolean;
}

/** Prints what proxy modes do differently at the release of the cluster. */
export async function explainModes(host: Host, options: ExplainOptions): Promise<ExitCode> {
  const { cluster } = await loadState(host, options);
  host.stdout.write(`${modeLines(cluster).join('\n')}\n`);
  return ExitCode.asExpected;
}

/** Prints the answer, the likely cause if nobody is reached, and the decisions. */
export async function explain(
  host: Host,
  from: string,
  to: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  const { namespace, protocol } = options;
  const flow = parseFlow({
    from: parseClientArgument(from, namespace),
    to: inNamespace(to, namespace),
    protocol,
  });
  if ('what' in flow) throw new UserError(flow);
  const { state: loaded, lineOf } = await loadInput(host, options);
  const { state, note } = withClient(loaded, flow.from);
  if (note !== undefined) host.stderr.write(`${note}\n`);

  const title = `${formatClient(flow.from)} -> ${to}${protocol === 'TCP' ? '' : ` ${protocol}`}`;
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

/** `service/web:80` and `pod/web:80` of the namespace that was asked for. */
function inNamespace(to: string, namespace: string): Flow['to'] {
  return to.replace(/^(service|svc|pod)\/([^/]+)$/, `$1/${namespace}/$2`);
}

function text(blocks: readonly (readonly string[])[]): string {
  const indented = blocks
    .filter((block) => block.length > 0)
    .map((block, index) => block.map((line) => (index === 0 || line === '' ? line : `  ${line}`)).join('\n'));
  return `${indented.join('\n\n')}\n`;
}
