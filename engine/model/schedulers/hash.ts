import { parseAddress } from '../../kube/index.ts';
import type { LineUp } from './line-up.ts';
import { surely, type Pick, type Scheduler } from './scheduler.ts';

const tableBits = 8;

/** The kernel's `hash_32`: the upper bits of a product with 2^32 over the golden ratio, squared. */
export function hash32(value: number, bits: number): number {
  return Math.imul(value, 0x61c88647) >>> (32 - bits);
}

/** An address as one number of 32 bits; the four parts of an IPv6 address are added without carry. */
export function foldAddress(address: string): number {
  const parsed = parseAddress(address);
  if (!parsed) return 0;
  let rest = BigInt(parsed.bits);
  let folded = 0;
  while (rest > 0n) {
    folded ^= Number(rest & 0xffff_ffffn);
    rest >>= 32n;
  }
  return folded >>> 0;
}

/**
 * The table of 256 places is filled with the destinations in a row, again and again; nobody is looked for where the
 * one that is hit takes no new connections (`ip_vs_sh_reassign`, `ip_vs_dh_reassign`, no fallback flag).
 */
function byHash(lineUp: LineUp, address: string): readonly Pick[] {
  const slot = lineUp.slots[hash32(foldAddress(address), tableBits) % lineUp.slots.length];
  return surely(slot?.takesNew ? slot : undefined, lineUp);
}

export const sh: Scheduler = {
  about: 'by a hash of the source address',
  pick: (lineUp, { source }) => byHash(lineUp, source),
};

export const dh: Scheduler = {
  about: 'by a hash of the destination address, so that all clients share one endpoint',
  pick: (lineUp, { destination }) => byHash(lineUp, destination),
};

/**
 * kube-proxy has the source port hashed too, and nobody knows it: as good as any place of the table, of which each
 * destination has as many as every other, but for one (`ip_vs_mh_populate`). An endpoint that left keeps its places while it
 * has connections, and what comes there is refused: that is left out, because nobody knows which endpoints have any.
 */
export const mh: Scheduler = {
  about: 'by a hash of the source address and port',
  uncounted: true,
  pick: (lineUp) =>
    lineUp.slots.map((slot) => ({
      slot: slot.takesNew ? slot : undefined,
      probability: 1 / lineUp.slots.length,
      after: lineUp,
    })),
};
