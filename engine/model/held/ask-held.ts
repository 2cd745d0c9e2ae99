import type { Backend } from '../../flow/index.ts';
import { gathered, times, type Chance } from '../connections/chance.ts';
import { connect } from '../connect.ts';
import { viewOf, type View } from '../path/view.ts';
import type { State } from '../state.ts';
import { wayKey, type Held, type HeldWay } from './held.ts';
import { findHeld, firstWays, withHeld } from './hold.ts';
import { isGone } from './keep-held.ts';

/** What comes of a packet on a held connection. */
export type HeldOutcome =
  | { readonly kind: 'reached'; readonly backend: Backend }
  /** The connection is closed, or reset. */
  | { readonly kind: 'over'; readonly why: string }
  | { readonly kind: 'silent'; readonly why: string }
  | { readonly kind: 'refused' }
  /** Nobody can say. */
  | { readonly kind: 'unknown'; readonly why: string };

/** One way that a held connection may have gone. */
export interface HeldTurn {
  readonly probability: number;
  /** Where its first packet went. */
  readonly first: Backend | undefined;
  readonly outcome: HeldOutcome;
}

/**
 * Sends something over a held connection: what comes of it, for every way that it may have gone.
 *
 * @throws UserError where no connection of that name is held
 */
export function askHeld(
  state: State,
  name: string,
): { readonly turns: readonly HeldTurn[]; readonly state: State } {
  const held = findHeld(state, name);
  const isNew = ({ now, over }: HeldWay): boolean => over === undefined && now === undefined;
  const needsNew = held.ways.some(({ value }) => isNew(value));
  const fresh = needsNew ? firstWays(state, held.flow, true) : [];
  const ways = held.ways.flatMap((one): readonly Chance<HeldWay>[] =>
    isNew(one.value)
      ? times(
          one.probability,
          fresh.map((way) => ({
            ...way,
            value: { ...way.value, first: one.value.first ?? way.value.first },
          })),
        )
      : [one],
  );
  const all = gathered(ways, wayKey);
  const view = viewOf(state);
  const turns = all.map(({ probability, value }): HeldTurn => ({
    probability,
    first: value.first,
    outcome: outcomeOf(view, held, value),
  }));
  const after = needsNew ? connect(state, held.flow).state : state;
  return { turns, state: withHeld(after, { ...held, ways: all }) };
}

function outcomeOf(view: View, held: Held, { now, over, lost }: HeldWay): HeldOutcome {
  if (over !== undefined) return { kind: 'over', why: over };
  if (lost !== undefined) return { kind: lost === 'unknown' ? 'unknown' : 'silent', why: lost };
  if (!now) return { kind: 'refused' };
  const cut = [...held.nodes, now.node].find((name) => {
    const node = view.network.nodes.get(name ?? '');
    return node && view.isCutOff(node) && [...held.nodes, now.node].some((other) => other !== name);
  });
  if (cut !== undefined) return { kind: 'silent', why: `node ${cut} is cut off` };
  if (now.pod !== undefined && isGone(view, now.pod, now.ip)) {
    return { kind: 'silent', why: `pod ${now.pod} is gone, and the kernel still sends there` };
  }
  if (now.result === 'refused') return { kind: 'refused' };
  return now.result === undefined ? { kind: 'reached', backend: now } : { kind: 'silent', why: now.result };
}
