/** What becomes of a key of a sorted list: another value, or none. */
export type Edits<T> = ReadonlyMap<string, T | undefined>;

/**
 * A sorted list with a few entries changed, without sorting the many others again.
 *
 * @param keyOf the key that the list is sorted by, as plain text
 */
export function editSorted<T>(list: readonly T[], edits: Edits<T>, keyOf: (item: T) => string): readonly T[] {
  if (edits.size <= few) return editEach(list, edits, keyOf);
  const keys = [...edits.keys()].sort();
  const edited: T[] = [];
  let from = 0;
  for (const key of keys) {
    const at = indexOf(list, key, from, keyOf);
    for (let i = from; i < at; i++) edited.push(list[i]!);
    const value = edits.get(key);
    if (value !== undefined) edited.push(value);
    const isThere = at < list.length && keyOf(list[at]!) === key;
    from = isThere ? at + 1 : at;
  }
  for (let i = from; i < list.length; i++) edited.push(list[i]!);
  return edited;
}

/** Up to as many edits, moving the tail of a copy for each is cheaper than building it item by item. */
const few = 8;

function editEach<T>(list: readonly T[], edits: Edits<T>, keyOf: (item: T) => string): readonly T[] {
  const edited = list.slice();
  for (const [key, value] of edits) {
    const at = indexOf(edited, key, 0, keyOf);
    const isThere = at < edited.length && keyOf(edited[at]!) === key;
    if (isThere && value !== undefined) edited[at] = value;
    else if (isThere) edited.splice(at, 1);
    else if (value !== undefined) edited.splice(at, 0, value);
  }
  return edited;
}

/** The first place from `from` on whose key is not before `key`. */
export function indexOf<T>(
  list: readonly T[],
  key: string,
  from: number,
  keyOf: (item: T) => string,
): number {
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(list[middle]!) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
