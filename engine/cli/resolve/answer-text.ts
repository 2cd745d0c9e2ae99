import { formatPlace, formatProblem } from '../../errors/index.ts';
import { formatAnswer, formatClient, type Answer, type Flow, type Step } from '../../flow/index.ts';
import type { FlowError } from './answer-json.ts';

/** One flow and its answer for people: the result in one line, then how it was decided. */
export function answerText(flow: Flow, answer: Answer): string {
  const protocol = flow.protocol === undefined || flow.protocol === 'TCP' ? '' : ` ${flow.protocol}`;
  const head = `${formatClient(flow.from)} -> ${flow.to}${protocol}`;
  const reason = answer.reason === undefined ? [] : [`  ${answer.reason}`];
  return [`${head}    ${formatAnswer(answer)}`, ...reason, ...traceLines(answer.trace), ''].join('\n');
}

export function flowErrorText({ id, error }: FlowError): string {
  return `${id === undefined ? '' : `${id}    `}${formatProblem(error)}\n`;
}

/** Numbered decisions, with the places they come from in a column of their own. */
export function traceLines(trace: readonly Step[]): readonly string[] {
  const width = Math.min(74, Math.max(0, ...trace.map(({ decision }) => decision.length)));
  return trace.map(({ decision, from }, index) => {
    const place = from ? `   ${formatPlace(from)}` : '';
    return `  ${String(index + 1).padStart(2)}  ${place ? decision.padEnd(width) : decision}${place}`;
  });
}
