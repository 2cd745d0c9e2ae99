import type { Problem } from '../errors/index.ts';
import type { Client } from './flow.ts';

/** The ways to write a client in a table, most particular first. */
const forms: readonly (readonly [RegExp, (match: readonly string[]) => Client])[] = [
  [/^outside(?: via (?:node )?(\S+))?$/, ([, via]) => outside(undefined, via)],
  [
    /^outside (?:at )?([0-9a-fA-F:.]+)(?: via (?:node )?(\S+))?$/,
    ([, address, via]) => outside(address, via),
  ],
  [
    /^(?:the )?host (?:of )?(?:node )?(\S+?)(?: (?:at|from) (\S+))?$/,
    ([, node, source]) => host(node ?? '', source),
  ],
  [/^(?:pod )?([a-z0-9*][a-z0-9.*-]*(?:\/[a-z0-9*][a-z0-9.*-]*)?)$/, ([, pod]) => ({ pod: pod ?? '' })],
];

/**
 * Reads a client as people write it: `pod client`, `pod shop/client`, `host of worker`, `outside`,
 * `outside 203.0.113.9 via worker2`. A bare word is a pod.
 */
export function parseClient(text: string): Client | Problem {
  const bare = text.trim().replaceAll('"', '');
  for (const [pattern, make] of forms) {
    const match = pattern.exec(bare);
    if (match) return make(match);
  }
  return {
    what: `no client is written like "${text}"`,
    expected: 'pod NAME, pod NAMESPACE/NAME, host of NODE, outside, outside ADDRESS, outside via NODE',
  };
}

/** The same in words: `pod client`, `host of worker`, `outside`. Namespace `default` is left out. */
export function formatClient(client: Client): string {
  if ('pod' in client) return `pod ${client.pod.replace(/^default\//, '')}`;
  if ('host' in client) return `host of ${client.host}${client.source ? ` at ${client.source}` : ''}`;
  const address = client.outside === defaultOutside ? '' : ` ${client.outside}`;
  return `outside${address}${client.via === undefined ? '' : ` via ${client.via}`}`;
}

/** Where "outside" is when nobody says: an address for documentation (RFC 5737), no cluster has it. */
export const defaultOutside = '203.0.113.9';

function outside(address: string | undefined, via: string | undefined): Client {
  return { outside: address ?? defaultOutside, ...(via !== undefined && { via }) };
}

function host(node: string, source: string | undefined): Client {
  return { host: node, ...(source !== undefined && { source }) };
}
