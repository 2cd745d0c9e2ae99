export interface Grid {
  readonly columns: readonly { readonly label: string; readonly node?: string; readonly port?: string }[];
  readonly rows: readonly GridRow[];
}

export interface GridRow {
  readonly group: string;
  readonly place: string;
  readonly label: string;
  readonly cells: readonly string[];
}

/** Rows of a group that say the same become one; where its nodes differ, rows say which nodes they are. */
export function mergeRows(grid: Grid): Grid {
  const groups = groupBy(grid.rows, ({ group }) => group);
  const rows = groups.flatMap((members) => {
    const alike = groupBy(members, ({ cells }) => cells.join('\0'));
    return alike.map((same) => {
      const [first] = same;
      const places = same.map(({ place }) => place).join(', ');
      return { ...first!, label: alike.length === 1 ? first!.group : `${first!.group} on ${places}` };
    });
  });
  return { ...grid, rows };
}

/** The same node port of nodes that answer alike is one column. */
export function mergeColumns(grid: Grid): Grid {
  const cellsOf = (index: number) => grid.rows.map(({ cells }) => cells[index]!);
  const indexed = grid.columns.map((column, index) => ({ ...column, index }));
  const nodes = new Set(grid.columns.flatMap(({ node }) => node ?? []));
  const merged = groupBy(indexed, ({ port, index }) =>
    port === undefined ? String(index) : `${port}\0${cellsOf(index).join('\0')}`,
  ).map((same) => {
    const [first] = same;
    if (first!.port === undefined || same.length === 1) return first!;
    const who = same.length === nodes.size ? 'every node' : same.map(({ node }) => node).join(',');
    return { ...first!, label: `${who}:${first!.port}` };
  });
  return {
    columns: merged,
    rows: grid.rows.map((row) => ({ ...row, cells: merged.map(({ index }) => row.cells[index]!) })),
  };
}

/** In the order of the first of each group. */
function groupBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  return [...Map.groupBy(items, key).values()];
}
