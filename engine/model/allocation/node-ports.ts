import { bandsOf, firstFree, type Band } from './first-free.ts';

/**
 * A free port of the node port range, or nothing when it is exhausted. The lower band has
 * min(max(16, size/32), 128) ports (KEP-3668).
 */
export function allocateNodePort(
  key: string,
  range: Band,
  isFree: (port: number) => boolean,
): number | undefined {
  const size = range.to - range.from + 1;
  const lowerBand = size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 32)), 128);
  return firstFree(key, bandsOf(range, lowerBand), isFree);
}
