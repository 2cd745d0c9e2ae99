const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** `90s`, `5m`, `3h`, `1d` in seconds. */
export function parseDuration(text: string): number {
  const [, number, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const scale = seconds[unit];
  if (scale === undefined) throw new Error(`no duration is written like "${text}"`);
  return Number(number) * scale;
}
