import { formatProblem } from '../../errors/index.ts';
import { formatAnswer, formatClient, type Answer, type Flow } from '../../flow/index.ts';
import { traceLines, wrap } from '../../report/index.ts';
import type { FlowError } from './answer-json.ts';

/** One flow and its answer for people: the result in one line, then how it was decided. */
export function answerText(flow: Flow, answer: Answer): string {
  const protocol = flow.protocol === undefined || flow.protocol === 'TCP' ? '' : ` ${flow.protocol}`;
  const times = answer.connections ? ` (${answer.connections.length} connections)` : '';
  const head = `${formatClient(flow.from)} -> ${flow.to}${protocol}${times}    ${formatAnswer(answer)}`;
  const reason = answer.reason === undefined ? [] : wrap(answer.reason, 96);
  return [
    head,
    ...[...reason, '', ...traceLines(answer.trace)].map((line) => (line ? `  ${line}` : '')),
    '',
  ].join('\n');
}

export function flowErrorText({ id, entry, error }: FlowError): string {
  const name = id ?? (entry === undefined ? undefined : `entry ${entry}`);
  return `${name === undefined ? '' : `${name}    `}${formatProblem(error)}\n`;
}
