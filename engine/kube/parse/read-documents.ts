import { parseAllDocuments, type Document } from 'yaml';
import type { Problem } from '../../errors/index.ts';
import { dialect } from './dialect.ts';
import { Fields } from './fields.ts';
import { aliasBomb, aliasProblem } from './alias-problem.ts';
import { isTooLarge } from './expansion.ts';
import { readJson } from './read-json.ts';
import { readDocument, readItem, type Memo } from './read-plainly.ts';
import { documentSlices, entrySlices, itemSlices, type Slice } from './slices.ts';
import type { Source } from './source.ts';
import { syntaxProblem } from './syntax-problem.ts';

/** One document, or one item of a list, as plain values. */
export interface Read {
  readonly value: unknown;
  readonly fields: Fields;
  /** For an item of a list: what the list says of its items. */
  readonly list?: { readonly apiVersion: unknown; readonly kind: string } | undefined;
}

/** Texts beyond this size, in characters, are nothing that people or clusters write in one file. */
const longestText = 64 * 1024 * 1024;

/** Reads all documents of a text, lists taken apart. Empty documents are left out. */
export function readDocuments(source: Source): { reads: Read[]; problems: Problem[] } {
  if (source.text.length > longestText) return { reads: [], problems: [tooLong(source)] };
  const binary = source.text.indexOf('\0');
  if (binary !== -1) return { reads: [], problems: [notText(source, binary)] };
  const json = readJson(source);
  if (json) return json;
  const reads: Read[] = [];
  const problems: Problem[] = [];
  const memo: Memo = new Map();
  for (const slice of documentSlices(source.text)) {
    const fast = readFast(source, slice, memo);
    if (fast) reads.push(...fast);
    else readSlow(source, slice, reads, problems);
  }
  return { reads, problems };
}

function tooLong(source: Source): Problem {
  return {
    what: `The file is too large: ${Math.round(source.text.length / 1024 / 1024)} MB`,
    where: source.place(0),
    expected: `at most ${longestText / 1024 / 1024} MB`,
    hint: 'split it, or leave managedFields out: kubectl get -o yaml does',
  };
}

/** What PowerShell's `>` writes, for one: two bytes a character. */
function notText(source: Source, offset: number): Problem {
  return {
    what: 'The file is not text in UTF-8',
    where: source.place(offset),
    hint: 'write it with an editor, or in PowerShell with: | Out-File -Encoding utf8 FILE',
  };
}

function readFast(source: Source, slice: Slice, memo: Memo): readonly Read[] | undefined {
  return readListFast(source, slice, memo) ?? readOneFast(source, slice, memo);
}

function readOneFast(source: Source, slice: Slice, memo: Memo): readonly Read[] | undefined {
  const value = readDocument(source.text, slice, memo);
  return value && itemsOf(value, new Fields(source, slice));
}

/** A long list is read item by item, so that a question about one needs no second look at the others. */
function readListFast(source: Source, slice: Slice, memo: Memo): readonly Read[] | undefined {
  const { text } = source;
  if (!/^kind: *\w*List\s*$/m.test(text.slice(slice.start, slice.end))) return undefined;
  const separator = /^---[ \t]*\r?\n/.exec(text.slice(slice.start, slice.start + 100))?.[0].length ?? 0;
  const entries = entrySlices(text, { start: slice.start + separator, end: slice.end }, 0);
  const items = entries?.find(({ key }) => key === 'items');
  const cut = items && itemSlices(text, items);
  if (!entries || !items || !cut) return undefined;
  const head: Record<string, unknown> = {};
  for (const entry of entries) {
    if (entry === items) continue;
    const value = readDocument(text, entry, memo);
    if (!value) return undefined;
    Object.assign(head, value);
  }
  if (typeof head['kind'] !== 'string' || !head['kind'].endsWith('List')) return undefined;
  const reads: Read[] = [];
  for (const item of cut.items) {
    const value = readItem(text, item, memo);
    if (!value) return undefined;
    const list = { apiVersion: head['apiVersion'], kind: head['kind'] };
    reads.push({ value, fields: new Fields(source, item, 0, [0]), list });
  }
  return reads;
}

function readSlow(source: Source, slice: Slice, reads: Read[], problems: Problem[]): void {
  for (const [index, document] of parseSlowly(source, slice, problems).entries()) {
    const fields = new Fields(source, slice, index);
    const complaints = [...document.errors, ...document.warnings];
    if (complaints.length > 0) {
      // The first is the cause; what a parser says after it lost its way rarely helps.
      const first = complaints.reduce((a, b) => (b.pos[0] < a.pos[0] ? b : a));
      const others = complaints.filter((e) => e !== first && e.code === 'DUPLICATE_KEY');
      for (const error of [first, ...others]) problems.push(syntaxProblem(error, source, slice.start));
      continue;
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: -1 });
      if (value === null || value === undefined) continue;
      if (isTooLarge(value)) problems.push(aliasBomb(fields));
      else reads.push(...itemsOf(value, fields));
    } catch (error) {
      problems.push(aliasProblem(error, document, source, slice));
    }
  }
}

function parseSlowly(source: Source, slice: Slice, problems: Problem[]): Document.Parsed[] {
  try {
    const parsed = parseAllDocuments(source.text.slice(slice.start, slice.end), dialect);
    return Array.isArray(parsed) ? (parsed as Document.Parsed[]) : [];
  } catch (error) {
    // The parser calls itself for each level: brackets in brackets, thousands deep, are more than it can take.
    if (!(error instanceof RangeError)) throw error;
    problems.push({ what: 'The document is nested too deeply', where: source.place(slice.start) });
    return [];
  }
}

/** A list's items, or the object itself. */
function itemsOf(value: unknown, fields: Fields): readonly Read[] {
  if (typeof value !== 'object' || value === null) return [{ value, fields }];
  const { kind, apiVersion, items } = value as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !(Array.isArray(items) || items === null)) {
    return [{ value, fields }];
  }
  return (items ?? []).map((item: unknown, i: number) => ({
    value: item,
    fields: fields.below(['items', i]),
    list: { apiVersion, kind },
  }));
}
