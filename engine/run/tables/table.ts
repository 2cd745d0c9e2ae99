import { closest, type Place, type Problem } from '../../errors/index.ts';

/** A table whose first line names its columns. */
export interface NamedTable {
  readonly columns: readonly string[];
  readonly rows: readonly NamedRow[];
}

export interface NamedRow {
  /** The text of a cell, trimmed; '' where the table has no such column. */
  cell(column: string): string;
  readonly place?: Place | undefined;
}

/** Reads a table with a heading; says all columns that nobody knows and all that are missing. */
export function readTable(
  cells: readonly (readonly string[])[],
  known: { readonly required: readonly string[]; readonly optional?: readonly string[] },
  places: readonly Place[] = [],
): NamedTable | { readonly problems: readonly Problem[] } {
  const [heading = [], ...lines] = cells;
  const columns = heading.map((text) => text.trim().toLowerCase());
  const all = [...known.required, ...(known.optional ?? [])];
  const problems: Problem[] = [
    ...columns
      .filter((column) => !all.includes(column))
      .map((column) => ({
        what: `the table has a column "${column}" that says nothing here`,
        where: places[0],
        expected: all.join(', '),
        hint: closest(column, all),
      })),
    ...known.required
      .filter((column) => !columns.includes(column))
      .map((column) => ({
        what: `the table has no column "${column}"`,
        where: places[0],
        expected: all.join(', '),
      })),
  ];
  if (problems.length > 0) return { problems };
  const rows = lines.map((line, index): NamedRow => ({
    cell: (column) => line[columns.indexOf(column)]?.trim() ?? '',
    place: places[index + 1],
  }));
  return { columns, rows };
}
