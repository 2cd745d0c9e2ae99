import type { Identity } from './protocol.ts';

/** The line that makes a stand-in tell who it is. Longer than a DNS header, so that a DNS server answers it too. */
export const probeLine = 'reachform who are you?\n';

/** The same for a connection that stays open: whoever sends this is answered once a line. */
export const holdLine = 'reachform who are you now?\n';

/** What a peer said, if it is a stand-in's answer. */
export function parseIdentity(text: string): Identity | undefined {
  if (!text.startsWith('{"reachform":1,')) return undefined;
  try {
    return JSON.parse(text) as Identity;
  } catch {
    return undefined;
  }
}

/** An IPv4 address that a dual-stack socket shows as `::ffff:a.b.c.d`. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
}
