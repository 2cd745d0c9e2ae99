import { stableHash } from '../stable-hash.ts';

/** Numbers from `from` up to and including `to`. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

/**
 * The first free number of the bands, in the order of the bands. The search in a band starts at a
 * place that only `key` decides, so other keys move it only where they meet.
 */
export function firstFree(
  key: string,
  bands: readonly Band[],
  isFree: (n: number) => boolean,
): number | undefined {
  const hash = stableHash(key);
  for (const { from, to } of bands) {
    const size = to - from + 1;
    const start = hash % size;
    for (let i = 0; i < size; i++) {
      const n = from + ((start + i) % size);
      if (isFree(n)) return n;
    }
  }
  return undefined;
}

/**
 * A range divided as the API server divides it: automatic numbers come from the upper band, the
 * lower one is left to explicit requests and taken only when the upper is full (KEP-3070, KEP-3668).
 */
export function bandsOf(range: Band, lowerBand: number): readonly Band[] {
  const split = range.from + lowerBand;
  return [
    { from: split, to: range.to },
    { from: range.from, to: split - 1 },
  ];
}
