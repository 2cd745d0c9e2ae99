import { countBits, entriesOf, type Node } from './hash-tree.ts';

/** A key whose value is another one in a later map; `undefined` where a map does not have it. */
export interface Difference<V> {
  readonly key: string;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

/** What differs between two trees; nodes that both share are passed over. */
export function differences<V>(
  before: Node<V> | undefined,
  after: Node<V> | undefined,
): readonly Difference<V>[] {
  const found: Difference<V>[] = [];
  compare(before, after, found);
  return found;
}

function compare<V>(before: Node<V> | undefined, after: Node<V> | undefined, found: Difference<V>[]): void {
  if (before === after) return;
  if (before?.bits === undefined || after?.bits === undefined) {
    compareEntries(before, after, found);
    return;
  }
  for (let rest = before.bits | after.bits; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest;
    compare(childAt(before, bit), childAt(after, bit), found);
  }
}

function childAt<V>(node: Node<V> & { readonly bits: number }, bit: number): Node<V> | undefined {
  return (node.bits & bit) === 0 ? undefined : node.children[countBits(node.bits & (bit - 1))];
}

/** One of the two is a single leaf, or nothing. */
function compareEntries<V>(
  before: Node<V> | undefined,
  after: Node<V> | undefined,
  found: Difference<V>[],
): void {
  const [old, now] = [new Map(before && entriesOf(before)), new Map(after && entriesOf(after))];
  for (const [key, value] of old) {
    const next = now.get(key);
    if (next !== value) found.push({ key, before: value, after: next });
  }
  for (const [key, value] of now) {
    if (!old.has(key)) found.push({ key, before: undefined, after: value });
  }
}
