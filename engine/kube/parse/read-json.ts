import type { Problem } from '../../errors/index.ts';
import { Fields } from './fields.ts';
import { scanJson } from './scan-json.ts';
import type { Read } from './read-documents.ts';
import type { Source } from './source.ts';

/**
 * Reads a text that is JSON and nothing else, one value after another. JSON is YAML too, so whatever
 * is not clear here (a comma too many, a key given twice) is left to the YAML parser and its messages.
 */
export function readJson(source: Source): { reads: Read[]; problems: Problem[] } | undefined {
  if (!/^\s*[{[]/.test(source.text.slice(0, 1000))) return undefined;
  const values = scanJson(source.text);
  if (!values) return undefined;
  const reads: Read[] = [];
  for (const slice of values) {
    let value: unknown;
    try {
      value = JSON.parse(source.text.slice(slice.start, slice.end));
    } catch {
      return undefined;
    }
    const { kind, apiVersion, items } = value as Readonly<Record<string, unknown>>;
    if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
      const list = { apiVersion, kind };
      items.forEach((item: unknown, i) => {
        const own = slice.items[i];
        const fields = own ? new Fields(source, own) : new Fields(source, slice, 0, ['items', i]);
        reads.push({ value: item, fields, list });
      });
    } else {
      reads.push({ value, fields: new Fields(source, slice) });
    }
  }
  return { reads, problems: [] };
}
