import { parseDestination, type Answer, type Flow } from '../flow/index.ts';
import { resolveAll, type State } from '../model/index.ts';
import { connectionsToSeeAll } from '../stats/index.ts';

/** How often rules or names of before may be taken for those of now. */
const errorProbability = 1e-6;

/** DNS servers of a cluster: each has its own memory of names. */
const dnsServers = 2;

/**
 * How many connections of each flow show that it goes by rules or names of before. Old rules that
 * choose a backend at random may choose one that is right: a single answer could be luck.
 *
 * @param predicted what the model says of the flows now
 * @param past states in which proxies and DNS servers may still be
 */
export function attemptsToSeeStale(
  flows: readonly Flow[],
  predicted: readonly Answer[],
  past: readonly State[],
): readonly number[] {
  const before = past.map((state) =>
    // What could not be asked then tells nothing of then.
    resolveAll(state, flows).map((answer) => ('result' in answer ? answer : undefined)),
  );
  return flows.map((flow, index) => {
    const now = predicted[index];
    if (!now) return 1;
    const other = before
      .flatMap((answers) => answers[index] ?? [])
      .filter((answer) => keyOf(answer) !== keyOf(now));
    return other.length === 0 ? 1 : attemptsAmong([now, ...other], flow);
  });
}

/** Old rules know no more backends than there ever were, so one that is wrong gets its share at least. */
function attemptsAmong([now, ...other]: readonly Answer[], { to }: Flow): number {
  const places = [now, ...other].flatMap((answer) => answer?.backends ?? []).map(placeOf);
  const destination = parseDestination(to);
  const memories = 'kind' in destination && destination.kind === 'name' ? dnsServers : 1;
  // Nobody is chosen where all are refused, and refusals are what a kernel may hold back.
  if (now?.result === 'refused') return 1;
  const choices = now?.backends.length === 0 ? memories : memories * new Set(places).size;
  return connectionsToSeeAll([1 / Math.max(1, choices)], errorProbability);
}

function placeOf({ ip, port }: { readonly ip: string; readonly port: number }): string {
  return `${ip} ${port}`;
}

/** What two answers differ by, for a client. */
function keyOf({ result, backends, source, status }: Answer): string {
  const places = backends
    .filter(({ probability }) => probability > 0)
    .map((backend) => [placeOf(backend), backend.result, backend.source]);
  return JSON.stringify([result, places, source, status]);
}
