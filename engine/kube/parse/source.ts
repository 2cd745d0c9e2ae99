import type { Place } from '../../errors/index.ts';

/** Messages fit in 100 columns. */
const longestQuote = 80;

/** A file's text, and the lines and columns of its offsets. */
export class Source {
  readonly file: string;
  readonly text: string;
  /** Where the text begins, if it is a part of another: lines and columns to add. */
  readonly #within: { readonly line: number; readonly column: number };
  #lineStarts: number[] | undefined;

  constructor(file: string, text: string, within = { line: 0, column: 0 }) {
    this.file = file;
    // A mark that some editors leave at the beginning is no character to anybody.
    this.text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    this.#within = within;
  }

  place(offset: number): Place {
    this.#lineStarts ??= lineStartsOf(this.text);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    const { line, column } = this.#within;
    return { file: this.file, line: line + low + 1, column: column + offset - starts[low]! + 1 };
  }

  /** The line that holds an offset, as messages quote it: without its indentation, cut where it is long. */
  quote(offset: number): string {
    const line = this.line(offset).trim();
    return line.length > longestQuote ? `${line.slice(0, longestQuote)}...` : line;
  }

  /** The line that holds an offset, without its end. */
  line(offset: number): string {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    const end = this.text.indexOf('\n', offset);
    return this.text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
