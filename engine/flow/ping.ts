import type { Problem } from '../errors/index.ts';
import { canonicalAddress } from '../kube/index.ts';
import { parseDestination } from './destination.ts';

const forms = 'ADDRESS, NAME, service/[NS/]NAME, node/NAME or pod/[NS/]NAME';

/**
 * The `to` of a ping (protocol ICMP), which has no port, as the same destination with some port that means nothing;
 * or what is wrong with it.
 */
export function pingDestination(to: string): string | Problem {
  const text = to.trim();
  const address = canonicalAddress(text.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) return address.includes(':') ? `[${address}]:1` : `${address}:1`;
  const what = `destination "${text}": a ping has no port`;
  if (text.includes(':')) return { what, found: text, expected: forms };
  const withPort = `${text}:1`;
  const destination = parseDestination(withPort);
  return 'what' in destination
    ? { ...destination, what: destination.what.replace(withPort, text), found: text, expected: forms }
    : withPort;
}
