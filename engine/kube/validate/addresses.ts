import { canonicalAddress, parseAddress } from '../address.ts';
import type { FieldPath } from '../manifest.ts';
import { inRange, parseRange } from '../range.ts';
import type { Judge } from './judge.ts';

const notAnAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

/** Says so if a text is no address; true if it is one. Leading zeros are fine in older fields. */
export function validateAddress(judge: Judge, text: string, path: FieldPath): boolean {
  if (parseAddress(text)) return true;
  judge.invalid(path, text, notAnAddress);
  return false;
}

/** Two programs may read an address with leading zeros, or one mapped into IPv6, as two addresses (KEP-4858). */
export function validateStrictly(judge: Judge, text: string, path: FieldPath): boolean {
  if (!parseAddress(text)) return true;
  const before = judge.faults.length;
  if (hasLeadingZeros(text)) judge.invalid(path, text, 'must not have leading 0s');
  else if (isMapped(text)) judge.invalid(path, text, 'must not be an IPv4-mapped IPv6 address');
  return judge.faults.length === before;
}

/** The same for ranges, which may not have bits beyond their length either. */
export function validateRangeStrictly(judge: Judge, text: string, path: FieldPath): void {
  const range = parseRange(text);
  if (!range) return;
  const [address = '', length = ''] = text.split('/');
  if (hasLeadingZeros(address) || /^0\d/.test(length)) {
    judge.invalid(path, text, 'must not have leading 0s in IP or prefix length');
  } else if (isMapped(address)) {
    judge.invalid(path, text, 'must not have an IPv4-mapped IPv6 address');
  } else if (`${canonicalAddress(address)}/${length}` !== range.text) {
    judge.invalid(path, text, 'must not have bits set beyond the prefix length');
  }
}

function hasLeadingZeros(text: string): boolean {
  const last = text.split(':').at(-1) ?? '';
  return last.includes('.') && last.split('.').some((octet) => /^0\d/.test(octet));
}

function isMapped(text: string): boolean {
  return text.includes(':') && parseAddress(text)?.family === 'IPv4';
}

const special: readonly (readonly [readonly string[], string])[] = [
  [['0.0.0.0/32', '::/128'], 'may not be unspecified'],
  [['127.0.0.0/8', '::1/128'], 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  [['169.254.0.0/16', 'fe80::/10'], 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
  [['224.0.0.0/24', 'ff02::/16'], 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
];

/** Addresses that mean something on one machine only can be nobody's endpoint (`ValidateEndpointIP`). */
export function validateEndpointAddress(judge: Judge, text: string, path: FieldPath): void {
  const address = canonicalAddress(text);
  if (address === undefined) {
    judge.invalid(path, text, 'must be a valid IP address');
    return;
  }
  for (const [ranges, why] of special) {
    if (!ranges.some((range) => inRange(address, range))) continue;
    judge.invalid(path, text, why === 'may not be unspecified' ? `${why} (${text})` : why);
  }
}
