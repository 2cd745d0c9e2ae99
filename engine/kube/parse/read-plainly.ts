import { parseDocument } from 'yaml';
import { dialect } from './dialect.ts';
import { entrySlices, type Slice } from './slices.ts';

/** Values of entries that were read before: generated manifests repeat themselves a lot. */
export type Memo = Map<string, { readonly value: unknown }>;

/** Longer entries are rarely repeated. */
const longest = 8192;

/**
 * The value of one document, without positions; nothing where its text is not a plain block mapping, or has any error:
 * then the caller parses the whole document, with messages.
 */
export function readDocument(text: string, slice: Slice, memo: Memo): Record<string, unknown> | undefined {
  return readMapping(withoutSeparator(text, slice), memo);
}

/** The value of one item of a block sequence, under the same condition. */
export function readItem(text: string, slice: Slice, memo: Memo): Record<string, unknown> | undefined {
  const item = itemAsMapping(text, slice);
  return item && readMapping(item, memo);
}

interface Mapping extends Slice {
  readonly text: string;
  readonly indent: number;
}

function readMapping(mapping: Mapping, memo: Memo): Record<string, unknown> | undefined {
  const entries = entrySlices(mapping.text, mapping, mapping.indent);
  if (!entries) return undefined;
  const value: Record<string, unknown> = {};
  for (const { key, start, end } of entries) {
    const read = readEntry(mapping.text.slice(start, end), key, memo);
    if (!read) return undefined;
    value[key] = read.value;
  }
  return value;
}

function readEntry(text: string, key: string, memo: Memo): { readonly value: unknown } | undefined {
  const known = memo.get(text);
  if (known) return known;
  const document = parseDocument(text, dialect);
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  let read: { value: unknown };
  try {
    const mapping = document.toJS() as Record<string, unknown>;
    if (!Object.hasOwn(mapping, key)) return undefined;
    read = { value: mapping[key] };
  } catch {
    // An alias of an anchor in another entry, or an alias bomb: for the whole document to judge.
    return undefined;
  }
  if (text.length <= longest) memo.set(text, read);
  return read;
}

/** `- a: 1` becomes `  a: 1`: an item of a list is read like a mapping that is indented. */
function itemAsMapping(text: string, slice: Slice): Mapping | undefined {
  const [start] = /^ *-(?= )/.exec(text.slice(slice.start, slice.start + 200)) ?? [];
  if (start === undefined) return undefined;
  const body = `${' '.repeat(start.length)}${text.slice(slice.start + start.length, slice.end)}`;
  return { text: body, start: 0, end: body.length, indent: body.search(/[^ ]/) };
}

function withoutSeparator(text: string, slice: Slice): Mapping {
  const [separator = ''] =
    /^---[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(slice.start, slice.start + 1000)) ?? [];
  return { text, start: slice.start + separator.length, end: slice.end, indent: 0 };
}
