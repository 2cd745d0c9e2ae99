import { formatPlace, type Place } from '../../errors/index.ts';
import {
  formatAnswer,
  formatClient,
  formatExpectation,
  isSame,
  type Step,
  type Verdict,
} from '../../flow/index.ts';
import { excerpt, type LineOf } from './excerpt.ts';
import { indent, leftRight, width, wrap } from './layout.ts';

/** A likely reason of an answer, the likeliest first. */
export interface Cause {
  readonly text: string;
  readonly place?: Place | undefined;
  /** What to try. */
  readonly hint?: string | undefined;
}

/** A flow whose verdict is not `pass`, and what is known about it. */
export interface FailedFlow {
  readonly verdict: Verdict;
  readonly causes: readonly Cause[];
  /** Names of this namespace are said without it. */
  readonly namespace: string;
}

/** `outside -> worker:30080`, with the namespace of the scenario left out. */
export function formatFlow(verdict: Verdict, namespace: string): string {
  const { from, to, protocol } = verdict.flow;
  const client = formatClient(from).replace(`pod ${namespace}/`, 'pod ');
  return `${client} -> ${to}${protocol !== undefined && protocol !== 'TCP' ? ` ${protocol}` : ''}`;
}

/** Flow, expectation, prediction, and each back end's answer: the columns of the headline. */
export function headline({ verdict, namespace }: FailedFlow): string[] {
  return [
    formatFlow(verdict, namespace),
    `expected ${formatExpectation(verdict.expectation)}`,
    `model ${formatAnswer(verdict.predicted, namespace, true)}`,
    ...verdict.observed.map((one) => `${one.backEnd} ${formatAnswer(one.answer, namespace, true)}`),
  ];
}

/** What differs, said once; left out where the headline says it all. */
export function differences({ verdict }: FailedFlow): string[] {
  const own = verdict.expected.differences.filter((text) => !/^expected \S.*, got /.test(text));
  const others = verdict.observed.flatMap((one) =>
    [...one.predicted.differences, ...(isSame(verdict.expected) ? one.expected.differences : [])].map(
      (text) => `${one.backEnd}: ${text}`,
    ),
  );
  const reason = verdict.predicted.reason;
  return [
    ...own,
    ...others,
    ...(verdict.kind === 'unknown' && reason !== undefined ? [`the model: ${reason}`] : []),
  ].flatMap((text) => wrap(text, width - 2));
}

/** The likely reason, the line it was written on, and what to try. */
export function causeLines(cause: Cause, lineOf: LineOf): { reason: string[]; hint: string[] } {
  const text = wrap(cause.text, width);
  const code = cause.place ? excerpt(cause.place, lineOf) : [];
  const reason = cause.place ? [...leftRight([...text, ''], formatPlace(cause.place)), ...code] : text;
  const hint = cause.hint === undefined ? [] : wrap(cause.hint, width - 6);
  return { reason, hint: hint.map((line, index) => (index === 0 ? `try   ${line}` : `      ${line}`)) };
}

/** The steps of a decision, numbered, each with the place that led to it. */
export function traceLines(trace: readonly Step[], title = 'how it was decided'): string[] {
  if (trace.length === 0) return [];
  const steps = trace.flatMap((step, index) => {
    const number = String(index + 1).padStart(String(trace.length).length);
    const place = step.from && `${step.from.file}:${step.from.line}`;
    const room = width - 4 - number.length;
    const text = indent(wrap(step.decision, room), number.length + 2);
    text[0] = number + (text[0] ?? '').slice(number.length);
    return indent(leftRight(text, place, width - 2), 2);
  });
  return [title, ...steps];
}
