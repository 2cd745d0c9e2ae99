/** A zone may serve at most this much more than its fair share of traffic (KEP-2433). */
const overload = 0.2;

/** How many endpoints each zone should have, from its share of the CPUs; nothing where that can't be fair. */
export function desiredByZone(
  shares: ReadonlyMap<string, number>,
  endpoints: number,
): ReadonlyMap<string, number> | undefined {
  if (shares.size < 2 || shares.size > endpoints) return undefined;
  const desired = new Map<string, number>();
  let least = 0;
  for (const [zone, share] of shares) {
    const fair = share * endpoints;
    const minimum = Math.ceil(fair / (1 + overload));
    least += minimum;
    desired.set(zone, Math.max(fair, minimum));
  }
  return least > endpoints ? undefined : desired;
}

/**
 * Which zone gives an endpoint to which, so that each comes near to what it should have. A whole
 * endpoint moves only where that helps one side by one at least and the other by half of one.
 */
export function movesBetweenZones(
  desired: ReadonlyMap<string, number>,
  present: ReadonlyMap<string, number>,
): readonly { readonly from: string; readonly to: string }[] {
  const surplus = new Map([...desired].map(([zone, wanted]) => [zone, (present.get(zone) ?? 0) - wanted]));
  const moves: { from: string; to: string }[] = [];
  for (;;) {
    const zones = [...surplus].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const [from, extra] = zones[0] ?? ['', 0];
    const [to, lack] = zones.toReversed()[0] ?? ['', 0];
    const near = extra < 0.5 || -lack < 0.5 || (extra < 1 && -lack < 1);
    if (near || from === to) return moves;
    surplus.set(from, extra - 1);
    surplus.set(to, lack + 1);
    moves.push({ from, to });
  }
}
