/**
 * A hash array mapped trie: five bits of a key's hash choose a child on each level, and a node only has the
 * children that there are. Nodes are never changed.
 */
export type Node<V> = Branch<V> | Leaf<V>;

export interface Branch<V> {
  /** Which of the 32 children there are. */
  readonly bits: number;
  readonly children: readonly Node<V>[];
}

export interface Leaf<V> {
  readonly bits: undefined;
  readonly hash: number;
  readonly key: string;
  readonly value: V;
  /** Another key with the very same hash. */
  readonly next: Leaf<V> | undefined;
}

/** A value to set under a key, or `undefined` to take the key out. */
export interface Edit<V> {
  readonly hash: number;
  readonly key: string;
  readonly value: V | undefined;
}

const width = 5;

export function find<V>(root: Node<V>, hash: number, key: string): V | undefined {
  let node: Node<V> = root;
  for (let shift = 0; node.bits !== undefined; shift += width) {
    const bit = 1 << ((hash >>> shift) & 31);
    if ((node.bits & bit) === 0) return undefined;
    node = node.children[countBits(node.bits & (bit - 1))]!;
  }
  for (let leaf: Leaf<V> | undefined = node; leaf; leaf = leaf.next) if (leaf.key === key) return leaf.value;
  return undefined;
}

/** The tree with edits, each key once among them; the same node where they change nothing. */
export function editNode<V>(
  node: Node<V> | undefined,
  edits: readonly Edit<V>[],
  shift: number,
): Node<V> | undefined {
  if (edits.length === 0) return node;
  if (node && node.bits !== undefined) return editBranch(node, edits, shift);
  // What takes out a key that is not there changes nothing.
  const real = edits.filter(({ key, value }) => value !== undefined || valueIn(node, key) !== undefined);
  const hash = node?.hash ?? real[0]?.hash;
  if (real.every((edit) => edit.hash === hash)) return editLeaf(node, real);
  // Leaves of a hash that the edits don't have go down with them.
  const keys = new Set(real.map(({ key }) => key));
  const all = [...real];
  for (let leaf = node; leaf; leaf = leaf.next) if (!keys.has(leaf.key)) all.push(leaf);
  return editBranch({ bits: 0, children: [] }, all, shift);
}

function editBranch<V>(node: Branch<V>, edits: readonly Edit<V>[], shift: number): Node<V> | undefined {
  const parts = partition(edits, shift);
  let { bits } = node;
  const children = node.children.slice();
  let changed = false;
  for (let index = 0; index < 32; index++) {
    const part = parts[index];
    if (!part) continue;
    const bit = 1 << index;
    const at = countBits(bits & (bit - 1));
    const before = (bits & bit) === 0 ? undefined : children[at];
    const after = editNode(before, part, shift + width);
    if (after === before) continue;
    changed = true;
    if (after && before) children[at] = after;
    else if (after) children.splice(at, 0, after);
    else children.splice(at, 1);
    if (after) bits |= bit;
    else bits &= ~bit;
  }
  if (!changed) return node.children.length === 0 ? undefined : node;
  const [only, ...others] = children;
  // A leaf alone moves up, so that equal maps have equal trees.
  if (others.length === 0 && (only === undefined || only.bits === undefined)) return only;
  return { bits, children };
}

function partition<V>(edits: readonly Edit<V>[], shift: number): (Edit<V>[] | undefined)[] {
  const parts: (Edit<V>[] | undefined)[] = [];
  for (const edit of edits) {
    const index = (edit.hash >>> shift) & 31;
    const part = parts[index];
    if (part) part.push(edit);
    else parts[index] = [edit];
  }
  return parts;
}

function editLeaf<V>(leaf: Leaf<V> | undefined, edits: readonly Edit<V>[]): Leaf<V> | undefined {
  let result = leaf;
  for (const { hash, key, value } of edits) {
    const before = valueIn(result, key);
    if (before === value) continue;
    const others = before === undefined ? result : without(result, key);
    result = value === undefined ? others : { bits: undefined, hash, key, value, next: others };
  }
  return result;
}

function valueIn<V>(leaf: Leaf<V> | undefined, key: string): V | undefined {
  for (let one = leaf; one; one = one.next) if (one.key === key) return one.value;
  return undefined;
}

function without<V>(leaf: Leaf<V> | undefined, key: string): Leaf<V> | undefined {
  if (!leaf || leaf.key === key) return leaf?.next;
  return { ...leaf, next: without(leaf.next, key) };
}

export function* entriesOf<V>(node: Node<V>): Iterable<readonly [string, V]> {
  if (node.bits !== undefined) for (const child of node.children) yield* entriesOf(child);
  else for (let leaf: Leaf<V> | undefined = node; leaf; leaf = leaf.next) yield [leaf.key, leaf.value];
}

/** How many bits of 32 are set. */
export function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
