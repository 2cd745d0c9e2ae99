import { bandsOf, firstFree, type Band } from './first-free.ts';

/**
 * A free port of the node port range, or nothing when it is exhausted. The lower band has
 * min(max(16, size/32), 128) ports (KEP-3668); releases before it have none.
 */
export function allocateNodePort(
  key: string,
  range: Band,
  isFree: (port: number) => boolean,
  banded = true,
): number | undefined {
  const size = range.to - range.from + 1;
  const lowerBand = banded && size > 16 ? Math.min(Math.max(16, Math.floor(size / 32)), 128) : 0;
  return firstFree(key, bandsOf(range, lowerBand), isFree);
}
