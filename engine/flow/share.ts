/** A part of all new connections, as somebody wrote it: `1/3`, `33.3 %`, `0.25`. */
export interface Share {
  readonly value: number;
  /** How far a share may be off and still read the same. */
  readonly tolerance: number;
}

/** Reads `1/3`, `33 %`, `33.3%`, `0.25`, `1`; nothing if the text is no share or is above 1. */
export function parseShare(text: string): Share | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(?:(%)|\/\s*(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, number = '', percent, divisor] = match;
  const scale = percent !== undefined ? 100 : Number(divisor ?? 1);
  const decimals = number.split('.')[1]?.length ?? 0;
  const exact = divisor !== undefined || Number(number) === 0 || Number(number) / scale === 1;
  const tolerance = exact ? 1e-9 : 0.5 / 10 ** decimals / scale + 1e-9;
  const value = Number(number) / scale;
  return scale > 0 && value <= 1 ? { value, tolerance } : undefined;
}

export function isShare(value: number, share: Share): boolean {
  return Math.abs(value - share.value) <= share.tolerance;
}

/** `1/3` where a small fraction says it exactly, else `17.9 %`. */
export function formatShare(value: number): string {
  if (Math.abs(value - 1) < 1e-9) return 'all';
  for (let divisor = 2; divisor <= 60; divisor++) {
    const part = value * divisor;
    if (Math.abs(part - Math.round(part)) < 1e-9) return `${Math.round(part)}/${divisor}`;
  }
  return `${(value * 100).toFixed(1)} %`;
}
