import { closest, type Problem } from '../errors/index.ts';

export function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A field that nobody knows, with the nearest that somebody does. */
export function unknownField(
  json: Record<string, unknown>,
  known: readonly string[],
  where: string,
): Problem | undefined {
  const field = Object.keys(json).find((key) => !known.includes(key));
  if (field === undefined) return undefined;
  const near = closest(field, known);
  return {
    what: `${where} has no field "${field}"`,
    expected: known.join(', '),
    hint: near === undefined ? undefined : `"${near}"`,
  };
}

/** What is not of the type or form that it should have. */
export function wrongField(what: string, found: unknown, expected: string): Problem {
  const shown = found === undefined ? 'nothing' : JSON.stringify(found);
  return { what: `${what} is not as it should be`, found: shown, expected };
}
