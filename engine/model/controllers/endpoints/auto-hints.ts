import {
  behaviour,
  type Endpoint,
  type EndpointSlice,
  type Manifest,
  type Service,
} from '../../../kube/index.ts';
import { cpuShares } from './cpu-shares.ts';
import { isOn, type Surroundings } from './surroundings.ts';
import { allotByZone, isOverloaded, movesBetweenZones, type Allotment } from './zone-shares.ts';

const oldKey = 'service.kubernetes.io/topology-aware-hints';
const newKey = 'service.kubernetes.io/topology-mode';

/** True if a Service asks for topology aware routing by annotation. The older name of it counts before the newer. */
export function wantsAutoHints({ metadata }: Service, { version }: Surroundings): boolean {
  const { annotations = {} } = metadata;
  const asked = behaviour('hintAnnotation', version);
  const knowsNewKey = asked === 'unless disabled';
  const mode = annotations[oldKey] ?? (knowsNewKey ? annotations[newKey] : undefined);
  return mode === 'auto' || (mode === 'Auto' && asked !== 'auto');
}

export interface HintedLists {
  readonly lists: readonly (readonly Endpoint[])[];
  /** Zones whose hints are one of several that could have been written. */
  readonly drawn: ReadonlySet<string>;
}

const nothingDrawn: ReadonlySet<string> = new Set();

/**
 * Endpoints with hints in proportion to the CPUs of the zones, or without any where the zones are too
 * few or too unequal, or a node or an endpoint has none (KEP-2433, `TopologyCache.AddHints`).
 *
 * @param lists the endpoints of each slice of one family
 * @param before for each list that is as it was, its endpoints with the hints they had: kept while no zone
 *   goes short by that
 */
export function withAutoHints(
  lists: readonly (readonly Endpoint[])[],
  surroundings: Surroundings,
  before: readonly (readonly Endpoint[] | undefined)[] = [],
): HintedLists {
  const plain = { lists, drawn: nothingDrawn };
  if (!isOn('TopologyAwareHints', surroundings)) return plain;
  const ready = lists.flat().filter(isReady);
  const shares = cpuShares([...surroundings.nodes.values()]);
  const allotments = shares && allotByZone(shares, ready.length);
  if (!allotments) return plain;
  const present = new Map<string, number>();
  const kept = lists.map((_, i) => keptHints(before[i], present, allotments));
  const open = lists.filter((_, i) => !kept[i]).flatMap((list) => list.filter(isReady));
  if (open.some(({ zone }) => !zone)) return plain;
  for (const { zone = '' } of open) present.set(zone, (present.get(zone) ?? 0) + 1);
  const desired = new Map([...allotments].map(([zone, allotment]) => [zone, allotment.desired]));
  const { list: moves, drawn } = movesBetweenZones(desired, present);
  const waiting = Map.groupBy(moves, ({ from }) => from);
  const hinted = lists.map((list, i) => {
    return (
      kept[i] ??
      list.map((endpoint) => {
        if (!isReady(endpoint)) return endpoint;
        const moved = waiting.get(endpoint.zone!)?.shift()?.to;
        return { ...endpoint, hints: { forZones: [{ name: moved ?? endpoint.zone! }] } };
      })
    );
  });
  return { lists: hinted, drawn };
}

/** The hints of an unchanged slice if they may stay, counted into `present` then. */
function keptHints(
  list: readonly Endpoint[] | undefined,
  present: Map<string, number>,
  allotments: ReadonlyMap<string, Allotment>,
): readonly Endpoint[] | undefined {
  if (!list) return undefined;
  const own = new Map<string, number>();
  for (const { hints } of list.filter(isReady)) {
    const zones = hints?.forZones ?? [];
    if (zones.length === 0) return undefined;
    for (const { name } of zones) own.set(name, (own.get(name) ?? 0) + 1);
  }
  // A zone that is gone may have none.
  const tooMany = [...own].some(
    ([zone, count]) => count + (present.get(zone) ?? 0) > (allotments.get(zone)?.maximum ?? 0),
  );
  if (tooMany) return undefined;
  for (const [zone, count] of own) present.set(zone, count + (present.get(zone) ?? 0));
  return list;
}

/** True where hints in proportion to CPUs don't fit the nodes any more (`GetOverloadedServices`). */
export function needsNewHints(slices: readonly Manifest<EndpointSlice>[], { nodes }: Surroundings): boolean {
  const counts = new Map<string, number>();
  for (const { hints } of slices.flatMap(({ object }) => object.endpoints ?? [])) {
    for (const { name } of hints?.forZones ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return isOverloaded(counts, cpuShares([...nodes.values()]) ?? new Map());
}

function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready === true;
}
