import { isMap, isPair, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import type { Place } from '../../errors/index.ts';
import type { FieldPath } from '../manifest.ts';
import { dialect } from './dialect.ts';
import type { Slice } from './slices.ts';
import { Source } from './source.ts';

/** Documents of slices that somebody asked about last: traces ask for several fields of one object. */
const remembered = new WeakMap<Source, Map<number, readonly Document.Parsed[]>>();
const memory = 64;

/**
 * Where the fields of one object were written. Values are read fast and without positions; only a
 * question parses the object's own part of the text once more, this time with them.
 */
export class Fields {
  readonly #source: Source;
  readonly #slice: Slice;
  readonly #document: number;
  readonly #prefix: FieldPath;

  constructor(source: Source, slice: Slice, document = 0, prefix: FieldPath = []) {
    this.#source = source;
    this.#slice = slice;
    this.#document = document;
    this.#prefix = prefix;
  }

  /** The fields of a part of the object. */
  below(path: FieldPath): Fields {
    return new Fields(this.#source, this.#slice, this.#document, [...this.#prefix, ...path]);
  }

  /**
   * Where a field's value was written: a word or number at its own place, an indented block at its
   * key, an item at its beginning. A field that was left out is where the nearest one around it is.
   */
  placeOf(path: FieldPath): Place {
    const found = this.#find(path);
    const node = found.pair && !isInline(found.node) ? (found.pair.key as Node) : found.node;
    return this.#place(node);
  }

  /** Where a field's key was written; its value's place where there is no key. */
  keyPlaceOf(path: FieldPath): Place {
    const found = this.#find(path);
    return this.#place(found.complete && found.pair ? (found.pair.key as Node) : found.node);
  }

  /** The line that a field is on, as messages quote it. */
  lineOf(path: FieldPath): string {
    const found = this.#find(path);
    const node = (found.pair?.key as Node | undefined) ?? found.node;
    return this.#source.quote(this.#offset(node));
  }

  /**
   * A field's text as a source of its own, for text that is a document itself: places inside of it are places in
   * this file, if it was written as a literal block (`|`); else all of it is at the field's place.
   */
  embedded(path: FieldPath): Source | undefined {
    const { node } = this.#find(path);
    if (!isScalar(node) || typeof node.value !== 'string') return undefined;
    const start = this.#offset(node);
    const { file, text } = this.#source;
    const header = this.#source.place(start);
    if (node.type !== 'BLOCK_LITERAL') {
      return new Source(file, node.value, { line: header.line - 1, column: header.column - 1 });
    }
    const body = text.slice(text.indexOf('\n', start) + 1);
    const column =
      (/^(?:[ \t]*\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0) -
      (/^\n*( *)/.exec(node.value)?.[1]?.length ?? 0);
    return new Source(file, node.value, { line: header.line, column });
  }

  #place(node: Node | null): Place {
    return this.#source.place(this.#offset(node));
  }

  #offset(node: Node | null): number {
    return this.#slice.start + (node?.range?.[0] ?? 0);
  }

  #find(path: FieldPath): { node: Node | null; pair?: Pair | undefined; complete: boolean } {
    const document = documentsOf(this.#source, this.#slice)[this.#document];
    let node = (document?.contents ?? null) as Node | null;
    let pair: Pair | undefined;
    for (const step of [...this.#prefix, ...path]) {
      const within = document && node?.constructor.name === 'Alias' ? resolveAlias(node, document) : node;
      if (isMap(within)) {
        const next = within.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(step),
        );
        if (!next) return { node, pair, complete: false };
        pair = next;
        node = (next.value as Node | null) ?? null;
      } else if (isSeq(within) && typeof step === 'number' && within.items[step] !== undefined) {
        const item = within.items[step];
        pair = undefined;
        node = isPair(item) ? null : (item as Node);
      } else {
        return { node, pair, complete: false };
      }
    }
    return { node, pair, complete: true };
  }
}

function isInline(node: Node | null): boolean {
  if (node === null) return false;
  if (isMap(node) || isSeq(node)) return node.flow === true;
  if (isScalar(node)) return node.type !== undefined && node.type !== 'BLOCK_LITERAL' && node.source !== '';
  return true;
}

function resolveAlias(node: Node, document: Document.Parsed): Node | null {
  return ('resolve' in node ? (node.resolve as (d: Document) => Node | undefined)(document) : node) ?? null;
}

function documentsOf(source: Source, slice: Slice): readonly Document.Parsed[] {
  let bySlice = remembered.get(source);
  if (!bySlice) remembered.set(source, (bySlice = new Map()));
  let documents = bySlice.get(slice.start);
  if (documents === undefined) {
    const parsed = parseAllDocuments(source.text.slice(slice.start, slice.end), dialect);
    documents = Array.isArray(parsed) ? parsed : [];
    const oldest = bySlice.size >= memory ? bySlice.keys().next() : undefined;
    if (oldest?.done === false) bySlice.delete(oldest.value);
    bySlice.set(slice.start, documents);
  }
  return documents;
}
