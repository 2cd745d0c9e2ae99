import { stableHash } from '../stable-hash.ts';
import { editNode, entriesOf, find, type Edit, type Node } from './hash-tree.ts';
import { differences, type Difference } from './difference.ts';

/**
 * An immutable map of texts to values. A changed copy costs as much as the change and shares the rest, and
 * two maps are compared without looking at what they share.
 */
export class PersistentMap<V> {
  static readonly #empty = new PersistentMap<never>(undefined, 0);
  readonly #root: Node<V> | undefined;
  readonly size: number;

  private constructor(root: Node<V> | undefined, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return PersistentMap.#empty;
  }

  static of<V>(entries: Iterable<readonly [string, V]>): PersistentMap<V> {
    return PersistentMap.empty<V>().with(entries);
  }

  get(key: string): V | undefined {
    return this.#root && find(this.#root, stableHash(key), key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** The same map with these values set, and with the keys left out whose value is `undefined`. */
  with(entries: Iterable<readonly [string, V | undefined]>): PersistentMap<V> {
    const last = new Map<string, Edit<V>>();
    for (const [key, value] of entries) last.set(key, { hash: stableHash(key), key, value });
    if (last.size === 0) return this;
    const root = editNode(this.#root, [...last.values()], 0);
    if (root === this.#root) return this;
    let { size } = this;
    for (const { key, value } of last.values()) size += Number(value !== undefined) - Number(this.has(key));
    return new PersistentMap(root, size);
  }

  /** In no order that anybody may rely on. */
  entries(): Iterable<readonly [string, V]> {
    return this.#root ? entriesOf(this.#root) : [];
  }

  /** In the same order. */
  *keys(): Iterable<string> {
    for (const [key] of this.entries()) yield key;
  }

  /** What differs from an earlier map. Costs as much as what differs, if this one was made from that one. */
  since(before: PersistentMap<V>): readonly Difference<V>[] {
    return differences(before.#root, this.#root);
  }
}
