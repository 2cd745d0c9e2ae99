import { LazyStep, type Backend, type SourceSeen, type Step } from '../../flow/index.ts';
import type { Book } from '../connections/book.ts';
import type { Caller } from './caller.ts';
import { overall } from './choice.ts';
import type { Outcome } from './outcome.ts';
import type { Spot } from './spot.ts';
import type { View } from './view.ts';

/** Follows a packet to one spot. */
export type Follow = (
  view: View,
  caller: Caller,
  spot: Spot,
  trace: Step[],
  book: Book | undefined,
) => Outcome;

/** A client takes one of a name's addresses, any of them. */
export function oneOf(
  view: View,
  caller: Caller,
  spots: readonly Spot[],
  trace: Step[],
  book: Book | undefined,
  follow: Follow,
): Outcome {
  if (book) book.ways = spots.length;
  const ways = spots.map((spot) => {
    const steps: Step[] = [];
    return { spot, steps, outcome: follow(view, caller, spot, steps, book) };
  });
  tell(ways, trace);
  const result = overall(ways.map(({ outcome }) => outcome.result));
  const common = ways.find(({ outcome }) => outcome.result === 'reached')?.outcome.source;
  const uniform = ways.every(({ outcome }) => outcome.result === result);
  if (uniform && result !== 'reached') {
    const refusedBy = ways.flatMap(({ outcome }) => outcome.refusedBy ?? []);
    return { result, backends: [], reason: ways[0]?.outcome.reason, refusedBy };
  }
  const backends = ways.flatMap((way) => backendsOf(way, 1 / spots.length, result, common));
  return { result, backends: backends.sort(byAddress), source: common };
}

interface Way {
  readonly spot: Spot;
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
}

function backendsOf(
  { spot, outcome }: Way,
  share: number,
  result: Outcome['result'],
  common: SourceSeen | undefined,
): Backend[] {
  const { address: ip, port, owner } = spot;
  const differs = outcome.result === result ? {} : { result: outcome.result };
  if (outcome.backends.length === 0) {
    const pod = owner?.kind === 'pod' ? { pod: owner.pod.key } : {};
    const node = owner?.node ? { node: owner.node.name } : {};
    return [{ ...pod, ip, port, ...node, probability: share, ...differs }];
  }
  return outcome.backends.map((backend) => {
    const seen = backend.source ?? outcome.source;
    return {
      ...differs,
      ...backend,
      probability: backend.probability * share,
      ...(seen && !isSame(seen, common) && { source: seen }),
    };
  });
}

function isSame(one: SourceSeen, other: SourceSeen | undefined): boolean {
  return one.kept === other?.kept && one.address === other.address && one.node === other.node;
}

function byAddress(a: Backend, b: Backend): number {
  return `${a.ip}:${a.port}` < `${b.ip}:${b.port}` ? -1 : 1;
}

/** The whole way to the first address, and of the others only where it ends otherwise. */
function tell([first, ...others]: readonly Way[], trace: Step[]): void {
  if (!first) return;
  const say = (): string =>
    `one of ${others.length + 1} addresses at random, each as likely: this is the way to ${first.spot.text}`;
  trace.push(new LazyStep('choice', say), ...first.steps);
  const same = others.filter(({ outcome }) => outcome.result === first.outcome.result);
  if (same.length > 0) {
    const list = same.map(({ spot }) => spot.text).join(', ');
    trace.push(new LazyStep('choice', () => `to ${list}: ${first.outcome.result} as well`));
  }
  for (const way of others.filter((way) => !same.includes(way))) {
    const last = way.steps.at(-1);
    trace.push(
      new LazyStep(
        last?.rule ?? 'routing',
        () => `to ${way.spot.text}: ${last?.decision ?? way.outcome.result}`,
        () => last?.from,
      ),
    );
  }
}
