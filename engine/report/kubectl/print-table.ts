import type { KubeObject } from '../../kube/index.ts';
import { formatLabels } from './labels.ts';
import { printerOf } from './printers/index.ts';
import { resourceName } from './resource.ts';
import { textTable } from './text-table.ts';

export interface TableOptions {
  /** Milliseconds since 1970, what ages are counted from. */
  readonly now: number;
  readonly wide?: boolean;
  readonly showLabels?: boolean;
  readonly noHeaders?: boolean;
  /** Objects of many namespaces: a column says which. */
  readonly allNamespaces?: boolean;
  /** Names as `service/web`, for output of several kinds. */
  readonly withKind?: boolean;
}

/** The objects, all of one kind, as `kubectl get` prints them. Empty for no objects. */
export function printTable(objects: readonly KubeObject[], options: TableOptions): string {
  const [first] = objects;
  if (!first) return '';
  const { now, wide = false } = options;
  const { columns, cells } = printerOf(first.kind);
  const shown = columns.map((column) => wide || !column.wide);
  const only = (row: readonly string[]) => row.filter((_, index) => shown[index]);

  const header = columns.map(({ name }) => name.toUpperCase());
  const rows = objects.map((object) => {
    const [name = '', ...rest] = only(cells(object, { now, wide }));
    return [
      ...(options.allNamespaces ? [object.metadata.namespace ?? 'default'] : []),
      options.withKind ? resourceName(object.kind, name) : name,
      ...rest,
      ...(options.showLabels ? [formatLabels(object.metadata.labels)] : []),
    ];
  });
  if (options.noHeaders) return textTable(rows);
  const heading = [
    ...(options.allNamespaces ? ['NAMESPACE'] : []),
    ...only(header),
    ...(options.showLabels ? ['LABELS'] : []),
  ];
  return textTable([heading, ...rows]);
}
