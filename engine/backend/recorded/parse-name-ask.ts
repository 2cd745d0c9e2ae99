import type { Problem } from '../../errors/index.ts';
import { parseFlow } from '../../flow/index.ts';
import type { NameAsk } from './recording.ts';

type Fields = Readonly<Record<string, unknown>>;

const outcomes: readonly unknown[] = ['addresses', 'no-name', 'unknown'];

/** Checks that JSON is a name, who asked for it, and what came. */
export function parseNameAsk(json: unknown): NameAsk | Problem {
  const { from, name, seen } = (json ?? {}) as Fields;
  // Who may ask is who may dial.
  const flow = parseFlow({ from, to: 'any:1' });
  if ('what' in flow) return flow;
  if (typeof name !== 'string') return { what: 'name is not as it should be', expected: 'text' };
  const { outcome, addresses } = (seen ?? {}) as Fields;
  if (!outcomes.includes(outcome) || !Array.isArray(addresses)) {
    return {
      what: 'seen is not as it should be',
      found: JSON.stringify(seen) ?? 'nothing',
      expected: '{"outcome": "addresses", "addresses": [...]}, or outcome "no-name" or "unknown"',
    };
  }
  return json as NameAsk;
}
