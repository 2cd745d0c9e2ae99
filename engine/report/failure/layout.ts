/** Columns of a report before it is indented: in a terminal of 100 there is room for what stands before it. */
export const width = 88;

/** Breaks text at blanks so that no line is longer than `columns`; keeps its own line breaks. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > columns) {
        lines.push(line.trimEnd());
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  });
}

export function indent(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

/** Text to the left, a place to the right; the place goes on a line of its own where there is no room. */
export function leftRight(left: readonly string[], right: string | undefined, columns = width): string[] {
  if (right === undefined) return [...left];
  const last = left.at(-1) ?? '';
  const gap = columns - last.length - right.length;
  return gap >= 2
    ? [...left.slice(0, -1), last + ' '.repeat(gap) + right]
    : [...left, right.padStart(columns)];
}

/** Rows of texts as columns that are as wide as they must be. */
export function columns(rows: readonly (readonly string[])[], gap = 3): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, text] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, text.length);
  }
  return rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}
