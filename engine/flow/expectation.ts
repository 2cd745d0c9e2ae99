import { formatPattern, type BackendPattern } from './backend-pattern.ts';
import { formatResult, type ExpectedResult } from './result-words.ts';
import { formatShare, type Share } from './share.ts';

/** The client's address as the backend must see it. */
export type ExpectedSource =
  | { readonly kind: 'kept' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'address'; readonly address: string }
  /** Hidden behind one of this node's addresses. */
  | { readonly kind: 'node'; readonly node: string };

/** One line of a table that says exactly what answers. */
export interface BackendRow {
  readonly pattern: BackendPattern;
  readonly port?: number;
  readonly share?: Share;
  /** Where connections to it end otherwise than `reached`. */
  readonly result?: ExpectedResult;
  readonly source?: ExpectedSource;
}

/** What somebody says of a flow. What is left out may be anything. */
export interface Expectation {
  readonly result: ExpectedResult;
  /** Only with result `http`. */
  readonly status?: number;
  /** Every backend must be one of these. */
  readonly backends?: readonly BackendPattern[];
  /** Every backend must be in a row, and every row must have a backend. */
  readonly rows?: readonly BackendRow[];
  readonly source?: ExpectedSource;
  /** What is as good, connection by connection: while a change is on its way, before and after both may show. */
  readonly or?: readonly Expectation[];
}

/** Reads `kept`, `hidden`, `an address of node worker`, `node worker`, or an address. */
export function parseSource(text: string): ExpectedSource | undefined {
  const word = text.trim().replaceAll('"', '');
  if (word === 'kept' || word === 'hidden') return { kind: word };
  const node = /^(?:an address of )?node (\S+)$/.exec(word)?.[1];
  if (node !== undefined) return { kind: 'node', node };
  return /^[0-9a-fA-F]*[.:][0-9a-fA-F.:]*$/.test(word) ? { kind: 'address', address: word } : undefined;
}

/** `kept`, `hidden`, `node worker`, `10.0.0.1`. */
export function formatSource(source: ExpectedSource): string {
  if (source.kind === 'address') return source.address;
  return source.kind === 'node' ? `node ${source.node}` : source.kind;
}

/** In few words: `reaches web-*`, `timeout`, `reaches exactly 2 rows, source kept`. */
export function formatExpectation(expectation: Expectation): string {
  const { result, status, backends, rows, source, or = [] } = expectation;
  if (or.length > 0) {
    const { or: _, ...first } = expectation;
    return `either ${[first, ...or].map((one) => formatExpectation(one)).join(' or ')}`;
  }
  const who = rows
    ? ` exactly ${rows.map((row) => formatRow(row)).join(', ') || 'nothing'}`
    : backends
      ? ` ${backends.map((pattern) => formatPattern(pattern)).join(', ')}`
      : '';
  return `${formatResult(result, status)}${who}${source ? `, source ${formatSource(source)}` : ''}`;
}

export function formatRow(row: BackendRow): string {
  const extras = [
    row.share && formatShare(row.share.value),
    row.result && formatResult(row.result),
    row.source && `source ${formatSource(row.source)}`,
  ].filter((text) => text !== undefined);
  const port = row.port === undefined ? '' : `:${row.port}`;
  return `${formatPattern(row.pattern)}${port}${extras.length > 0 ? ` (${extras.join(', ')})` : ''}`;
}
