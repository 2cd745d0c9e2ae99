const padding = 3;
const minimalWidth = 6;

/**
 * Left-aligned columns, the last one not padded: the tabwriter settings of kubectl
 * (`GetNewTabWriter` of k8s.io/cli-runtime: minimal width 6, padding 3). Ends with a newline.
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(firstLine));
  const widths: number[] = [];
  for (const row of clean) {
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? minimalWidth, cell.length + padding);
    });
  }
  return clean
    .map(
      (row) =>
        `${row.map((cell, column) => (column === row.length - 1 ? cell : pad(cell, widths[column]!))).join('')}\n`,
    )
    .join('');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - cell.length);
}

/** A cell with a line break is cut there. */
function firstLine(cell: string): string {
  const end = cell.search(/[\f\n\r]/);
  return end === -1 ? cell : `${cell.slice(0, end)}...`;
}
