/** A zone may serve at most this much more than its fair share of traffic (KEP-2433, `overloadThreshold`). */
const overload = 0.2;
const underload = 1 / (1 + overload);

/** How many endpoints a zone gets. */
export interface Allotment {
  /** With fewer it would be overloaded. */
  readonly minimum: number;
  /** With more another zone could not have its minimum. */
  readonly maximum: number;
  readonly desired: number;
}

/** How many endpoints each zone gets, from its share of the CPUs; nothing where that can't be fair. */
export function allotByZone(
  shares: ReadonlyMap<string, number>,
  endpoints: number,
): ReadonlyMap<string, Allotment> | undefined {
  if (shares.size < 2 || shares.size > endpoints) return undefined;
  const least = [...shares].map(([zone, share]) => {
    const fair = share * endpoints;
    const minimum = Math.ceil(fair * underload);
    return { zone, minimum, desired: Math.max(fair, minimum) };
  });
  const spare = endpoints - least.reduce((sum, { minimum }) => sum + minimum, 0);
  if (spare < 0) return undefined;
  return new Map(
    least.map(({ zone, minimum, desired }) => [zone, { minimum, maximum: minimum + spare, desired }]),
  );
}

/** True where the endpoints that serve a zone are fewer than it needs (`serviceOverloaded`). */
export function isOverloaded(
  counts: ReadonlyMap<string, number>,
  shares: ReadonlyMap<string, number>,
): boolean {
  if (counts.size === 0) return false;
  if (shares.size === 0) return true;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...shares].some(([zone, share]) => {
    const own = counts.get(zone);
    return own === undefined || own < Math.ceil(all * share * underload);
  });
}

export interface Moves {
  /** One for each endpoint that serves another zone than its own. */
  readonly list: readonly { readonly from: string; readonly to: string }[];
  /**
   * Zones of which nobody knows which endpoints serve them: slices are filled in no order, and the first
   * endpoints in them are lent; where several zones are as good, any of them gives or gets.
   */
  readonly drawn: ReadonlySet<string>;
}

/**
 * Which zone gives an endpoint to which, so that each comes near to what it should have. A whole
 * endpoint moves only where that helps one side by one at least and the other by half of one.
 */
export function movesBetweenZones(
  desired: ReadonlyMap<string, number>,
  present: ReadonlyMap<string, number>,
): Moves {
  const surplus = new Map([...desired].map(([zone, wanted]) => [zone, (present.get(zone) ?? 0) - wanted]));
  const list: { from: string; to: string }[] = [];
  const drawn = new Set<string>();
  for (;;) {
    const zones = [...surplus].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const [from, extra] = zones[0]!;
    const [to, lack] = zones.at(-1)!;
    const near = extra < 0.5 || -lack < 0.5 || (extra < 1 && -lack < 1);
    if (near || from === to) break;
    for (const level of [extra, lack]) {
      const equal = zones.filter(([, value]) => value === level);
      if (equal.length > 1) for (const [zone] of equal) drawn.add(zone);
    }
    surplus.set(from, extra - 1);
    surplus.set(to, lack + 1);
    list.push({ from, to });
  }
  for (const { to } of list) drawn.add(to);
  for (const [zone, lent] of countBy(list.map(({ from }) => from))) {
    if (lent < present.get(zone)!) drawn.add(zone);
  }
  return { list, drawn };
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
