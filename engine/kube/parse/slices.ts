/** A part of a text, from `start` up to `end`. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a YAML stream at its `---` lines. That is always right: a `---` at the start of a line ends a document even
 * inside of a quoted or literal text. A text with directives (`%YAML 1.2`) stays whole, as they
 * stand before the line that they belong to.
 */
export function documentSlices(text: string): Slice[] {
  if (/^%/m.test(text)) return [{ start: 0, end: text.length }];
  const starts = [0];
  const separator = /^---(?=\s|$)/gm;
  for (let found = separator.exec(text); found; found = separator.exec(text)) {
    if (found.index > 0) starts.push(found.index);
  }
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
}

/** An entry of a block mapping: its key, and the slice from the key up to the next one. */
export interface Entry extends Slice {
  readonly key: string;
}

const entryStart = /^([A-Za-z][\w.-]*):(?=[ \t\r\n]|$)/;

/**
 * Cuts a block mapping into its entries by indentation alone, or says nothing where that could be
 * wrong. Whatever belongs to an entry is indented deeper than its key, or is a `- ` right under it.
 */
export function entrySlices(text: string, slice: Slice, indent: number): Entry[] | undefined {
  const entries: { key: string; start: number; end: number }[] = [];
  const keys = new Set<string>();
  const lines = linesOf(text, slice);
  for (const line of lines) {
    if (line.blank || line.indent > indent) {
      if (entries.length === 0 && !line.blank) return undefined;
      continue;
    }
    if (line.indent < indent) return undefined;
    if (text.startsWith('- ', line.content) || text.startsWith('-\n', line.content)) {
      if (entries.length === 0) return undefined;
      continue;
    }
    const key = entryStart.exec(text.slice(line.content, line.end))?.[1];
    if (key === undefined || keys.has(key)) return undefined;
    keys.add(key);
    const previous = entries.at(-1);
    if (previous) previous.end = line.start;
    entries.push({ key, start: line.start, end: slice.end });
  }
  return entries.length === 0 ? undefined : entries;
}

/** Cuts a block sequence that is the value of an entry into its items, under the same condition. */
export function itemSlices(text: string, entry: Slice): { items: Slice[]; indent: number } | undefined {
  const items: { start: number; end: number }[] = [];
  let indent = -1;
  let first = true;
  for (const line of linesOf(text, entry)) {
    if (first) {
      first = false;
      if (!/^[\w.-]+:[ \t]*\r?$/.test(text.slice(line.content, line.end))) return undefined;
      continue;
    }
    if (line.blank) continue;
    if (indent === -1) indent = line.indent;
    if (line.indent > indent) continue;
    if (line.indent < indent || !text.startsWith('- ', line.content)) return undefined;
    const previous = items.at(-1);
    if (previous) previous.end = line.start;
    items.push({ start: line.start, end: entry.end });
  }
  return items.length === 0 ? undefined : { items, indent };
}

interface Line extends Slice {
  readonly indent: number;
  /** Where its text begins. */
  readonly content: number;
  /** Nothing, or a comment that is a line of its own. */
  readonly blank: boolean;
}

function* linesOf(text: string, slice: Slice): Generator<Line> {
  for (let start = slice.start; start < slice.end;) {
    let end = text.indexOf('\n', start);
    if (end === -1 || end > slice.end) end = slice.end;
    let content = start;
    while (text.charCodeAt(content) === 32) content++;
    const code = content >= end ? 10 : text.charCodeAt(content);
    // A comment inside a literal text is none; but there it is indented deeper and stays where it is.
    const blank = code === 10 || code === 13 || code === 35;
    yield { start, end, content, indent: content - start, blank };
    start = end + 1;
  }
}
