import { formatShare } from '../../flow/index.ts';
import { columns } from '../../report/index.ts';
import type { Cell } from '../../stats/index.ts';

/** A bar for each backend: as long as its part of the connections, else as its share. */
export function spreadTable(title: string, cells: readonly Cell[]): readonly string[] {
  const total = cells.reduce((sum, cell) => sum + cell.count, 0);
  const part = (cell: Cell): number => (total > 0 ? cell.count / total : cell.share);
  const rows = cells.map((cell) => [
    cell.name,
    '#'.repeat(Math.round(part(cell) * 60)),
    total > 0 ? `${cell.count} of ${total}` : formatShare(cell.share),
    ...(total > 0 ? [`expected ${formatShare(cell.share)}`] : []),
  ]);
  return [title, ...(rows.length > 0 ? columns(rows) : ['nobody']).map((line) => `  ${line}`)];
}
