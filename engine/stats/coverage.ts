/**
 * How many connections it takes to see every backend at least once, but for a chance of
 * `errorProbability` at most. A backend with share 0 is never seen and not asked for.
 */
export function connectionsToSeeAll(shares: readonly number[], errorProbability: number): number {
  const positive = shares.filter((share) => share > 0);
  const missed = (connections: number): number =>
    positive.reduce((sum, share) => sum + (1 - Math.min(1, share)) ** connections, 0);
  let high = 1;
  while (missed(high) > errorProbability) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (missed(middle) > errorProbability) low = middle;
    else high = middle;
  }
  return high;
}
