/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  readonly what: string;
  readonly figure: string;
  /** What it is held against. */
  readonly beside?: string;
  readonly ratio?: string;
  /** What it should be at least, or at most. */
  readonly target?: string;
}

/** A table of rows, columns aligned. */
export function formatRows(rows: readonly BenchRow[]): string {
  const cells = [
    ['what', 'figure', 'beside', 'ratio', 'target'],
    ...rows.map(({ what, figure, beside = '', ratio = '', target = '' }) => [
      what,
      figure,
      beside,
      ratio,
      target,
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
