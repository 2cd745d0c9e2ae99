import { isAtLeast, type ProxyMode, type Version } from '../../../kube/index.ts';

/** What a mode does, in a word of its row; where that changed, what it does from each release on, oldest first. */
export type Cell<Value extends string> = Value | readonly (readonly [since: string, value: Value])[];

/** One thing in which proxy modes differ. */
export interface Row<Value extends string = string> {
  /** What it is about, as the head of a line. */
  readonly about: string;
  /** The upstream test, KEP or API field that shows it. */
  readonly evidence: string;
  /** Each value in words, as the rest of a line. */
  readonly words: Readonly<Record<Value, string>>;
  readonly cells: Readonly<Record<ProxyMode, Cell<Value>>>;
}

/** A row whose cells may only say what its words explain. */
export function row<const Value extends string>(
  made: Omit<Row<Value>, 'cells'> & { readonly cells: Readonly<Record<ProxyMode, Cell<NoInfer<Value>>>> },
): Row<Value> {
  return made;
}

/** What a mode does at a release. Before the first release that a cell names it does what it did there. */
export function valueAt<Value extends string>(cell: Cell<Value>, version: Version): Value {
  if (typeof cell === 'string') return cell;
  const reached = cell.findLast(([since]) => isAtLeast(version, since)) ?? cell[0];
  if (!reached) throw new RangeError('a cell without any value');
  return reached[1];
}
