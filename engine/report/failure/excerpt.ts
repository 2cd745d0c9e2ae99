import type { Place } from '../../errors/index.ts';

/** Gives the text of a line of a file, if somebody still has it. */
export type LineOf = (place: Place) => string | undefined;

/** The line that a place is on, with carets below the value that stands there. */
export function excerpt(place: Place, lineOf: LineOf): string[] {
  const line = lineOf(place);
  if (line === undefined) return [];
  const from = Math.min(place.column, line.length + 1) - 1;
  const rest = line
    .slice(from)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  const number = String(place.line);
  const blank = ' '.repeat(number.length);
  return [
    `${number} | ${line.trimEnd()}`,
    `${blank} | ${' '.repeat(from)}${'^'.repeat(Math.max(1, rest.length))}`,
  ];
}
