/** What a scenario's sentence says, as cucumber compiles it. */
export interface PickleStep {
  readonly text: string;
  readonly argument?:
    | {
        readonly dataTable?:
          { readonly rows: readonly { readonly cells: readonly { readonly value: string }[] }[] } | undefined;
        readonly docString?: { readonly content: string } | undefined;
      }
    | undefined;
}

/** All that a scenario says: its sentences, cells and docstrings, line by line. */
export function scenarioText(steps: readonly PickleStep[]): string {
  return steps
    .flatMap(({ text, argument }) => [
      text,
      ...(argument?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value).join(' | ')),
      ...(argument?.docString ? [argument.docString.content] : []),
    ])
    .join('\n');
}
