import type { Problem } from '../../errors/index.ts';
import type { Answer } from '../../flow/index.ts';

/** What stands in the place of an answer where the flow, or a change between flows, was wrong. */
export interface FlowError {
  readonly id?: string;
  /** Of a change: which entry of the file it is, from 1. */
  readonly entry?: number;
  readonly error: Problem;
}

/** The document that `reachform resolve -o json` prints; `schemas/answers.json` describes it. */
export function answersJson(answers: readonly (Answer | FlowError)[]): string {
  const items = answers.map((answer) =>
    JSON.stringify('error' in answer ? errorFields(answer) : answerFields(answer)),
  );
  return items.length === 0
    ? '{"version":1,"answers":[]}\n'
    : `{"version":1,"answers":[\n${items.join(',\n')}\n]}\n`;
}

/** Fields in the order of the documentation; those without a value are left out. */
function answerFields(answer: Answer): object {
  const { id, result, status, backends, source, affinity, scheduler, connections, trace, reason } = answer;
  return { id, result, status, backends, source, affinity, scheduler, connections, trace, reason };
}

/** Flows are no matter of an API server. */
function errorFields({ id, entry, error: { what, where, found, expected, hint } }: FlowError): object {
  return { id, entry, error: { what, where, found, expected, hint } };
}
