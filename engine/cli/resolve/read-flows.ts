import { UserError, type Problem } from '../../errors/index.ts';
import { isChangeEntry, parseChange, parseFlow, type Change, type Flow } from '../../flow/index.ts';
import type { SourceFile } from '../../run/input/index.ts';

/** A flow to be answered, a change between flows, or why there is neither in its place. */
export type FlowInput =
  | { readonly flow: Flow }
  | { readonly id?: string; readonly entry: number; readonly change: Change }
  | { readonly id?: string; readonly entry?: number; readonly problem: Problem };

/** Reads flows and the changes between them: a JSON array, `{"flows": [...]}`, or one flow a line. One that is wrong keeps its place. */
export function readFlows(source: SourceFile): readonly FlowInput[] {
  return flowValues(source).map((value, index) => {
    if (isProblem(value)) return { problem: value };
    return isChangeEntry(value) ? toChange(value, index + 1, source.file) : toFlow(value);
  });
}

function toFlow(value: unknown): FlowInput {
  const parsed = parseFlow(value);
  return isProblem(parsed) ? { ...idOf(value), problem: parsed } : { flow: parsed };
}

function toChange(value: Record<string, unknown>, entry: number, file: string): FlowInput {
  const parsed = parseChange(value, `${file}, entry ${entry}`);
  if (!Array.isArray(parsed)) return { ...idOf(value), entry, change: parsed as Change };
  const [problem] = parsed as readonly Problem[];
  return { ...idOf(value), entry, problem: problem! };
}

function idOf(value: unknown): { id?: string } {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {};
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
