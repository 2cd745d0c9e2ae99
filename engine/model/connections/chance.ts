/** Something that may be so, and how likely it is. The chances of a list sum to 1. */
export interface Chance<T> {
  readonly probability: number;
  readonly value: T;
}

/** The only thing that can be. */
export function certain<T>(value: T): readonly Chance<T>[] {
  return [{ probability: 1, value }];
}

/** The same list with what is equal put together and what can't be left out, in the order of its first mention. */
export function gathered<T>(chances: readonly Chance<T>[], keyOf: (value: T) => string): Chance<T>[] {
  const byKey = new Map<string, Chance<T>>();
  for (const { probability, value } of chances) {
    if (probability <= 0) continue;
    const key = keyOf(value);
    const known = byKey.get(key);
    byKey.set(
      key,
      known ? { probability: known.probability + probability, value: known.value } : { probability, value },
    );
  }
  return [...byKey.values()];
}

/** All of a list, less likely by a factor. */
export function times<T>(factor: number, chances: readonly Chance<T>[]): readonly Chance<T>[] {
  return factor === 1
    ? chances
    : chances.map(({ probability, value }) => ({ probability: probability * factor, value }));
}

/** What a list is once it is known that it came to this part of it: its chances sum to 1 again. */
export function given<T>(part: readonly Chance<T>[]): readonly Chance<T>[] {
  const total = part.reduce((sum, { probability }) => sum + probability, 0);
  return times(1 / total, part);
}
