import { formatAddress, parseAddress, type Address } from './address.ts';
import type { IPFamily } from './types/service.ts';

/** A range of addresses, written `10.96.0.0/16`. */
export interface Range {
  readonly family: IPFamily;
  readonly prefix: number;
  /** The network address; host bits that were written are cleared. */
  readonly first: Address;
  /** `10.96.0.0/16`, the one spelling of it. */
  readonly text: string;
}

const remembered = new Map<string, Range | undefined>();

/** Reads a range; nothing for what is none. Blanks around it are fine, as in loadBalancerSourceRanges. */
export function parseRange(cidr: string): Range | undefined {
  if (remembered.has(cidr)) return remembered.get(cidr);
  const range = read(cidr.trim());
  // Ranges come from configuration: few. The bound only guards against a caller that invents them.
  if (remembered.size > 1000) remembered.clear();
  remembered.set(cidr, range);
  return range;
}

/** True if the address belongs to the range; false where either can't be read. */
export function inRange(address: string, cidr: string): boolean {
  const range = parseRange(cidr);
  const parsed = parseAddress(address);
  return range !== undefined && parsed !== undefined && contains(range, parsed);
}

export function contains(range: Range, address: Address): boolean {
  if (range.family !== address.family) return false;
  return network(address, range.prefix).bits === range.first.bits;
}

/** The n-th address of a range, counting its network address as 0; nothing past its end. */
export function nthAddress(cidr: string, n: number): string | undefined {
  const range = parseRange(cidr);
  if (!range || n < 0 || n >= sizeOf(cidr)) return undefined;
  const { first } = range;
  return formatAddress(
    first.family === 'IPv4'
      ? { family: 'IPv4', bits: first.bits + n }
      : { family: 'IPv6', bits: first.bits + BigInt(n) },
  );
}

/** How many addresses a range has: exact, as powers of two are; 0 for what is no range. */
export function sizeOf(cidr: string): number {
  const range = parseRange(cidr);
  return range ? 2 ** (width(range.family) - range.prefix) : 0;
}

/** The n-th range of the given prefix length inside a range: how nodes get their pod ranges. */
export function nthSubrange(cidr: string, prefix: number, n: number): string | undefined {
  const range = parseRange(cidr);
  if (!range || prefix < range.prefix || prefix > width(range.family)) return undefined;
  if (n < 0 || n >= 2 ** (prefix - range.prefix)) return undefined;
  const start = nthAddress(cidr, n * 2 ** (width(range.family) - prefix));
  return start && `${start}/${prefix}`;
}

/** True if the ranges have an address in common. */
export function overlaps(a: string, b: string): boolean {
  const [one, other] = [parseRange(a), parseRange(b)];
  if (!one || !other) return false;
  return one.prefix <= other.prefix ? contains(one, other.first) : contains(other, one.first);
}

function read(text: string): Range | undefined {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const parsed = parseAddress(address);
  const prefix = Number(length);
  if (!parsed || prefix > width(parsed.family)) return undefined;
  const first = network(parsed, prefix);
  return { family: parsed.family, prefix, first, text: `${formatAddress(first)}/${prefix}` };
}

function width(family: IPFamily): number {
  return family === 'IPv4' ? 32 : 128;
}

function network(address: Address, prefix: number): Address {
  if (address.family === 'IPv4') {
    const size = 2 ** (32 - prefix);
    return { family: 'IPv4', bits: Math.floor(address.bits / size) * size };
  }
  const host = BigInt(128 - prefix);
  return { family: 'IPv6', bits: (address.bits >> host) << host };
}
