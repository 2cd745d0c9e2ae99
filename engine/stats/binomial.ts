/** Natural logarithms of factorials: exact sums for small numbers, Stirling's series above. */
function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0;
    for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
    return sum;
  }
  const inverse = 1 / n;
  const series = (1 / 12 - (1 / 360 - inverse ** 2 / 1260) * inverse ** 2) * inverse;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}

/** The chance of exactly `k` hits in `n` draws that each hit with chance `p`. */
export function binomial(n: number, p: number, k: number): number {
  if (k < 0 || k > n) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** The chance of `k` hits or more. */
export function atLeast(n: number, p: number, k: number): number {
  let sum = 0;
  for (let hits = n; hits >= Math.max(0, k); hits--) sum += binomial(n, p, hits);
  return Math.min(1, sum);
}

/** The chance of `k` hits or fewer. */
export function atMost(n: number, p: number, k: number): number {
  let sum = 0;
  for (let hits = 0; hits <= Math.min(n, k); hits++) sum += binomial(n, p, hits);
  return Math.min(1, sum);
}
