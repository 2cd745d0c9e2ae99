import type { Problem } from '../errors/index.ts';
import type { Answer } from './answer.ts';
import type { Expectation } from './expectation.ts';
import { outcomesOf } from './outcome.ts';

/**
 * Who reaches what, as one table. A cell is one of `cellMeanings`, or an HTTP status; an empty cell
 * says nothing.
 */
export interface Matrix {
  readonly destinations: readonly string[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  readonly client: string;
  /** One for each destination. */
  readonly cells: readonly string[];
}

/** What each cell says, in the order of the legend. */
export const cellMeanings: Readonly<Record<string, string>> = {
  '.': 'reached',
  X: 'refused',
  '-': 'timeout',
  '?': 'no such name or no way in',
  '~': 'unhandled, routing decides',
  tls: 'TLS failure',
  '%': 'not all connections end alike',
  '!': 'unknown',
};

const expectations: Readonly<Record<string, Expectation>> = {
  '.': { result: 'reached' },
  X: { result: 'refused' },
  '-': { result: 'timeout' },
  '?': { result: 'no-name' },
  '~': { result: 'unhandled' },
  tls: { result: 'tls-failure' },
};

const cells = {
  reached: '.',
  refused: 'X',
  timeout: '-',
  'no-name': '?',
  unhandled: '~',
  'tls-failure': 'tls',
  unknown: '!',
} as const;

/** The cell that says how an answer ends. */
export function cellOf(answer: Answer): string {
  const [only, ...others] = outcomesOf(answer);
  if (!only || outcomesOf(answer).some((outcome) => outcome.result === 'unknown')) return cells.unknown;
  if (others.length > 0) return '%';
  return only.result === 'http' ? String(answer.status ?? cells.unknown) : cells[only.result];
}

/** What a cell expects; nothing if it is empty or nobody can expect it. */
export function expectationOf(cell: string): Expectation | undefined {
  if (/^[1-5]\d\d$/.test(cell)) return { result: 'http', status: Number(cell) };
  return Object.hasOwn(expectations, cell) ? expectations[cell] : undefined;
}

/** Reads a table whose first line names destinations and whose first column names clients. */
export function parseMatrix(
  table: readonly (readonly string[])[],
): Matrix | { problems: readonly Problem[] } {
  const [[, ...destinations] = [], ...lines] = table;
  const problems: Problem[] = [];
  if (destinations.length === 0) problems.push({ what: 'the first line of a matrix names no destination' });
  if (lines.length === 0) problems.push({ what: 'a matrix has no line for a client' });
  const rows = lines.map(([client = '', ...cellsOfLine]): MatrixRow => {
    for (const [index, cell] of cellsOfLine.entries()) {
      if (cell !== '' && !isCell(cell)) {
        problems.push({
          what: `the cell of ${client || 'the empty line'} and ${destinations[index] ?? 'no destination'} is "${cell}"`,
          expected: `${legend(Object.keys(expectations))}, an HTTP status, or nothing`,
        });
      }
    }
    return { client, cells: destinations.map((_, index) => cellsOfLine[index] ?? '') };
  });
  return problems.length > 0 ? { problems } : { destinations, rows };
}

function isCell(cell: string): boolean {
  return Object.hasOwn(cellMeanings, cell) || expectationOf(cell) !== undefined;
}

/** `. reached, X refused`: the given cells, or those that occur. */
export function legend(shown: Iterable<string>): string {
  const wanted = new Set(shown);
  return Object.entries(cellMeanings)
    .filter(([cell]) => wanted.has(cell))
    .map(([cell, meaning]) => `${cell} ${meaning}`)
    .join(', ');
}

/** The table that `parseMatrix` reads. */
export function tableOf(matrix: Matrix): readonly (readonly string[])[] {
  return [['', ...matrix.destinations], ...matrix.rows.map((row) => [row.client, ...row.cells])];
}

/** The matrix for a terminal: columns as wide as they must be, cells below the middle of their destinations. */
export function printMatrix(matrix: Matrix): string {
  const labels = ['', ...matrix.rows.map((row) => row.client)];
  const first = Math.max(...labels.map((label) => label.length));
  const widths = matrix.destinations.map((name) => Math.max(name.length, 3));
  const centre = (text: string, width: number): string =>
    `${' '.repeat(Math.floor((width - text.length) / 2))}${text}`.padEnd(width);
  const line = (label: string, texts: readonly string[]): string =>
    [label.padEnd(first), ...texts.map((text, index) => centre(text, widths[index] ?? 3))]
      .join('   ')
      .trimEnd();
  return [line('', matrix.destinations), ...matrix.rows.map((row) => line(row.client, row.cells))].join('\n');
}
