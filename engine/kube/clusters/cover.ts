import { formatAddress, parseAddress } from '../address.ts';
import { contains, parseRange } from '../range.ts';
import type { IPFamily } from '../types/service.ts';

/** The smallest range of one family that holds all addresses and ranges given; nothing if there are none. */
export function coveringRange(
  family: IPFamily,
  parts: readonly string[],
  longestPrefix: number,
): string | undefined {
  const addresses = parts.flatMap((part) => {
    const address = parseRange(part)?.first ?? parseAddress(part);
    return address?.family === family ? [address] : [];
  });
  const first = addresses[0];
  if (!first) return undefined;
  const prefixes = parts.flatMap((part) => {
    const range = parseRange(part);
    return range?.family === family ? [range.prefix] : [];
  });
  for (let prefix = Math.min(longestPrefix, ...prefixes); prefix >= 0; prefix--) {
    const range = parseRange(`${formatAddress(first)}/${prefix}`)!;
    if (addresses.every((address) => contains(range, address))) return range.text;
  }
  return undefined;
}
