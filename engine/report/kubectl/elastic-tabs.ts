/**
 * Aligns text whose cells end with tabs, as Go's `text/tabwriter` does with minimal width 0 and padding
 * 2: a column is as wide as the widest cell of the lines around that have this cell, and ends where a
 * line has none. The last cell of a line, without a tab behind it, belongs to no column.
 */
export function elasticTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((cells) => cells.slice(0, -1).map(() => 0));
  for (const [row, cells] of lines.entries()) {
    for (let column = 0; column < cells.length - 1; column += 1) {
      const isFirst = row === 0 || lines[row - 1]!.length - 1 <= column;
      if (isFirst) setWidth(lines, widths, row, column);
    }
  }
  return lines
    .map((cells, row) => cells.map((cell, column) => cell.padEnd(widths[row]![column] ?? 0)).join(''))
    .join('\n');
}

/** The block of a column that begins in a row. A cell that is empty in all lines takes no room. */
function setWidth(lines: readonly string[][], widths: number[][], first: number, column: number): void {
  let end = first;
  let widest = 0;
  while (end < lines.length && lines[end]!.length - 1 > column) {
    widest = Math.max(widest, lines[end]![column]!.length);
    end += 1;
  }
  for (let row = first; row < end; row += 1) widths[row]![column] = widest + 2;
}
