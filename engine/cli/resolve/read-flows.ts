import { UserError, type Problem } from '../../errors/index.ts';
import { parseFlow, type Flow } from '../../flow/index.ts';
import type { SourceFile } from '../../run/input/index.ts';

/** A flow to be answered, or why there is none in its place. */
export type FlowInput = { readonly flow: Flow } | { readonly id?: string; readonly problem: Problem };

/** Reads flows: a JSON array, `{"flows": [...]}`, or one flow a line. One that is wrong keeps its place. */
export function readFlows(source: SourceFile): readonly FlowInput[] {
  return flowValues(source).map((value) => (isProblem(value) ? { problem: value } : toInput(value)));
}

function toInput(value: unknown): FlowInput {
  const parsed = parseFlow(value);
  if (!isProblem(parsed)) return { flow: parsed };
  const id = (value as { id?: unknown } | null)?.id;
  const hasId = typeof id === 'string' || typeof id === 'number';
  return { ...(hasId && { id: String(id) }), problem: parsed };
}

/** JSON values, or a problem where a line is no JSON. */
function flowValues({ text, file }: SourceFile): readonly unknown[] {
  if (text.trim() === '') {
    throw new UserError({
      what: `there is no flow in ${file}`,
      expected: 'a JSON array of flows, or a flow a line',
    });
  }
  const whole = parseJson(text);
  if (!isProblem(whole)) {
    if (Array.isArray(whole)) return whole;
    const { flows } = (whole ?? {}) as { flows?: unknown };
    return Array.isArray(flows) ? flows : [whole];
  }
  const lines = text.split('\n');
  const isList = /^\s*(\[|\{\s*"flows"\s*:)/.test(text);
  if (isList || lines.every((line) => line.trim() === '' || isProblem(parseJson(line)))) {
    throw new UserError({ ...whole, what: `the flows in ${file} are no JSON` });
  }
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parseJson(line);
    return isProblem(value) ? [{ ...value, where: { file, line: index + 1, column: 1 } }] : [value];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return { what: 'this line is no JSON', found: (error as Error).message } satisfies Problem;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'what' in value;
}
