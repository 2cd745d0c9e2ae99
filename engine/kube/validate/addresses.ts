import { canonicalAddress, parseAddress } from '../address.ts';
import type { FieldPath } from '../manifest.ts';
import { inRange } from '../range.ts';
import type { Judge } from './judge.ts';

const notAnAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

/** Says so if a text is no address; true if it is one. Leading zeros are fine in older fields. */
export function validateAddress(judge: Judge, text: string, path: FieldPath): boolean {
  if (parseAddress(text)) return true;
  judge.invalid(path, text, notAnAddress);
  return false;
}

const special: readonly (readonly [readonly string[], string])[] = [
  [['0.0.0.0/32', '::/128'], 'may not be unspecified'],
  [['127.0.0.0/8', '::1/128'], 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  [['169.254.0.0/16', 'fe80::/10'], 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
  [['224.0.0.0/24', 'ff02::/16'], 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
];

/**
 * Addresses that mean something on one machine only can be nobody's endpoint (`ValidateEndpointIP`). The spelling of
 * a `known` one is not looked at.
 */
export function validateEndpointAddress(judge: Judge, text: string, path: FieldPath, known = false): void {
  if (known && !parseAddress(text)) {
    judge.invalid(path, text, 'must be a valid IP address');
    return;
  }
  if (!known && !validateAddress(judge, text, path)) return;
  const address = canonicalAddress(text)!;
  for (const [ranges, why] of special) {
    if (!ranges.some((range) => inRange(address, range))) continue;
    judge.invalid(path, text, why === 'may not be unspecified' ? `${why} (${text})` : why);
  }
}
