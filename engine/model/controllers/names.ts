import { stableHash } from '../stable-hash.ts';

/** No vowels and no digits that look like them: generated names spell no words (`rand.SafeEncodeString`). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A hash in the letters of generated names, the way a ReplicaSet's name carries that of its template. */
export function safeEncode(hash: number): string {
  return String(hash).replace(/\d/g, (digit) => alphabet[digit.charCodeAt(0) % alphabet.length]!);
}

/** Five letters that only `key` decides, in the place of the five random ones of a real cluster. */
export function suffixOf(key: string): string {
  let rest = stableHash(key);
  let suffix = '';
  for (let i = 0; i < 5; i++) {
    suffix += alphabet[rest % alphabet.length];
    rest = Math.floor(rest / alphabet.length);
  }
  return suffix;
}

/** `base` and a suffix; the base is cut so that the name stays a DNS label of 63 characters. */
export function generateName(base: string, key: string): string {
  return `${base.slice(0, 58)}${suffixOf(key)}`;
}
