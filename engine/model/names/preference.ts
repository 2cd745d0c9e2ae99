/**
 * How a client orders addresses of two families (RFC 6724, default policy): global IPv6, then IPv4, then unique
 * local IPv6, which kind's own ranges are.
 */
export function familyRank(address: string): number {
  if (!address.includes(':')) return 1;
  return /^f[cd]/i.test(address) ? 2 : 0;
}
