/** An API field of type IntOrString: `3` or `"25%"` of a total; percents round as the caller says. */
export function intOrPercent(
  value: number | string | undefined,
  total: number,
  round: (n: number) => number,
): number | undefined {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value ?? '')?.[1];
  return percent === undefined ? undefined : round((Number(percent) * total) / 100);
}
