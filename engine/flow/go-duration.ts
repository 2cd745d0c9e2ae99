const seconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Seconds of a duration as Kubernetes and Go write it: `3h`, `1h30m`, `1.5s`, `0`. Nothing if it is none, or negative. */
export function parseGoDuration(text: string): number | undefined {
  const bare = text.startsWith('+') ? text.slice(1) : text;
  if (bare === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(bare)) return undefined;
  let sum = 0;
  for (const [, number, unit] of bare.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    sum += Number(number) * (seconds[unit ?? ''] ?? 0);
  }
  return sum;
}
