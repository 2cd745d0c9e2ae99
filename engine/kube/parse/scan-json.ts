import type { Slice } from './slices.ts';

/** One JSON value of a text, and where the items of its `items` are. */
export interface JsonSlice extends Slice {
  readonly items: readonly Slice[];
}

/**
 * Finds the JSON values of a text: where each begins and ends. Says nothing if an object has a key
 * twice, or if brackets don't match. It is not a parser; the values still have to be parsed.
 */
export function scanJson(text: string): JsonSlice[] | undefined {
  const values: JsonSlice[] = [];
  let items: { start: number; end: number }[] = [];
  /** What is open: the keys of an object so far, or null for an array. */
  const open: (Set<string> | null)[] = [];
  let start = -1;
  let key: string | undefined;
  let inItems = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 123 || char === 91) {
      if (open.length === 0) start = at;
      if (inItems && open.length === 2) items.push({ start: at, end: at });
      if (open.length === 1 && char === 91 && key === 'items') inItems = true;
      open.push(char === 123 ? new Set() : null);
    } else if (char === 125 || char === 93) {
      const top = open.pop();
      if (top === undefined || (top === null) !== (char === 93)) return undefined;
      if (inItems && open.length === 2) items.at(-1)!.end = at + 1;
      if (open.length === 1) inItems = false;
      if (open.length === 0) {
        values.push({ start, end: at + 1, items });
        items = [];
      }
    } else if (char === 34) {
      const end = endOfString(text, at);
      if (end === -1 || open.length === 0) return undefined;
      if (isKey(text, end)) {
        const name = text.slice(at + 1, end - 1);
        const keys = open.at(-1);
        if (!keys || keys.has(name)) return undefined;
        keys.add(name);
        if (open.length === 1) key = name;
      } else if (inItems && open.length === 2) {
        items.push({ start: at, end });
      }
      at = end - 1;
    } else if (open.length === 0 && char > 32) {
      return undefined;
    } else if (inItems && open.length === 2 && char > 32 && char !== 44) {
      // A number or a word among the items: nothing that anybody asks about.
      return undefined;
    }
  }
  return open.length === 0 && values.length > 0 ? values : undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

function isKey(text: string, at: number): boolean {
  while (text.charCodeAt(at) <= 32) at++;
  return text.charCodeAt(at) === 58;
}
