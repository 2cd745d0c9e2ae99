import type { Manifest } from '../../kube/index.ts';

/** An object that is another one in a later set of objects. */
export interface ObjectDifference {
  readonly kind: string;
  /** See `objectKey`. */
  readonly key: string;
  /** Nothing where it was not there before. */
  readonly before: Manifest | undefined;
  /** Nothing where it is gone. */
  readonly after: Manifest | undefined;
}

/**
 * Something that is worked out from objects. A set of objects keeps it, and a set that was made from that one
 * brings it up to date by what differs; so `update` must lead from `empty` by any ways to the same table.
 */
export interface Table<T> {
  /** The kinds that it is made of; all kinds if left out. */
  readonly kinds?: readonly string[];
  readonly empty: T;
  readonly update: (table: T, differences: readonly ObjectDifference[]) => T;
}

/** How an object is named within its kind. Zero sorts before all letters: by namespace first, then by name. */
export function objectKey(namespace: string, name: string): string {
  return `${namespace}\0${name}`;
}
