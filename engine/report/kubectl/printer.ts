import type { KubeObject } from '../../kube/index.ts';

export interface Column {
  readonly name: string;
  /** Shown only by `-o wide`. */
  readonly wide?: true;
}

export interface PrintContext {
  /** Milliseconds since 1970, what ages are counted from. */
  readonly now: number;
  readonly wide: boolean;
}

/** How `kubectl get` shows one kind. */
export interface Printer {
  readonly kind: string;
  readonly columns: readonly Column[];
  /** A cell for each column, those of `-o wide` included. */
  readonly cells: (object: KubeObject, context: PrintContext) => readonly string[];
}

/**
 * Columns in short: `Name | Age | +Node`, where `+` marks one that only `-o wide` shows. The type
 * argument says which objects the function takes.
 */
export function printer<T extends KubeObject>(
  kind: T['kind'],
  columns: string,
  cells: (object: T, context: PrintContext) => readonly string[],
): Printer {
  return {
    kind,
    columns: columns
      .split(' | ')
      .map((name) => (name.startsWith('+') ? { name: name.slice(1), wide: true } : { name })),
    cells: (object, context) => cells(object as T, context),
  };
}
