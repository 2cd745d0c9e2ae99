import ipaddr from 'ipaddr.js';
import type { IPFamily } from './types/service.ts';

/** An address as numbers, cheap to compare: 32 bits as a number, or 128 as a bigint. */
export type Address =
  { readonly family: 'IPv4'; readonly bits: number } | { readonly family: 'IPv6'; readonly bits: bigint };

/** Octets with leading zeros are decimal, as the API server and the proxies read them (TestBadIPs). */
const dotted = /^(\d{1,}|0)\.(\d{1,})\.(\d{1,})\.(\d{1,})$/;

/**
 * Reads an address the way Kubernetes reads its older fields (Go's `ParseIPSloppy`): IPv4 octets may
 * have leading zeros, and an IPv4 address mapped into IPv6 (`::ffff:10.0.0.1`) is that IPv4 address.
 */
export function parseAddress(text: string): Address | undefined {
  const octets = dotted.exec(text);
  if (octets) {
    let bits = 0;
    for (let i = 1; i <= 4; i++) {
      const octet = Number(octets[i]);
      if (octet > 255) return undefined;
      bits = bits * 256 + octet;
    }
    return { family: 'IPv4', bits };
  }
  if (!text.includes(':') || text.includes('%')) return undefined;
  const groups = withoutOctets(text);
  if (!ipaddr.IPv6.isValid(groups)) return undefined;
  const parsed = ipaddr.IPv6.parse(groups);
  if (parsed.isIPv4MappedAddress()) {
    return { family: 'IPv4', bits: toBits4(parsed.toIPv4Address().toByteArray()) };
  }
  return { family: 'IPv6', bits: toBits6(parsed.toByteArray()) };
}

/** `::ffff:10.0.0.1` as `::ffff:a00:1`: the parser would take `::10.0.0.1` for the same, and it is another address. */
function withoutOctets(text: string): string {
  const [octets, ...parts] = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  if (octets === undefined || Math.max(a, b, c, d) > 255) return text;
  const group = (high: number, low: number): string => (high * 256 + low).toString(16);
  return `${text.slice(0, -octets.length)}${group(a, b)}:${group(c, d)}`;
}

/** The one spelling of an address: decimal octets, or the short form of RFC 5952. */
export function formatAddress(address: Address): string {
  if (address.family === 'IPv4') {
    const { bits } = address;
    return `${Math.floor(bits / 2 ** 24)}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
  }
  const bytes = Array.from({ length: 16 }, (_, i) => Number((address.bits >> BigInt(8 * (15 - i))) & 255n));
  return new ipaddr.IPv6(bytes).toRFC5952String();
}

/** `010.1.02.3` is `10.1.2.3`; `FD00:0::1` is `fd00::1`; nothing for what is no address. */
export function canonicalAddress(text: string): string | undefined {
  const address = parseAddress(text);
  return address && formatAddress(address);
}

export function familyOf(text: string): IPFamily | undefined {
  return parseAddress(text)?.family;
}

function toBits4(bytes: readonly number[]): number {
  return bytes.reduce((bits, byte) => bits * 256 + byte, 0);
}

function toBits6(bytes: readonly number[]): bigint {
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}
