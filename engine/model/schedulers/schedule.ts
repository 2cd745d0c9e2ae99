import type { Result } from '../../flow/index.ts';
import { gathered, type Chance } from '../connections/chance.ts';
import { mostLineUps } from './follow.ts';
import { atTime, entryOf, withEntry } from './entries.ts';
import { lineUpKey, possibleIn, reveal, type LineUp, type LineUps } from './line-up.ts';
import type { Arriving, Scheduler } from './scheduler.ts';

/** An endpoint that a connection may come to, and the rows if it does. */
export interface Scheduled {
  /** `ip:port`; nothing where no destination is found and the connection is refused. */
  readonly endpoint: string | undefined;
  readonly probability: number;
  /** Once somebody has seen that it came there. Its chances sum to 1. */
  readonly rows: LineUps;
}

export interface Schedule {
  readonly turns: readonly Scheduled[];
  /** The rows once the connection is made, and nobody knows where it came to. */
  readonly after: LineUps | undefined;
}

/** Lets a scheduler choose in every row that there may be. `endings` says how connections to an endpoint end. */
export function schedule(
  rows: LineUps,
  scheduler: Scheduler,
  arriving: Arriving,
  endings: ReadonlyMap<string, Result>,
): Schedule {
  const turns = new Map<string, Chance<LineUp>[]>();
  const after: Chance<LineUp>[] = [];
  const uniform = new Set(endings.values()).size <= 1;
  for (const { probability, value } of rows) {
    for (const pick of scheduler.pick(atTime(value, arriving.now), arriving)) {
      const chance = probability * pick.probability;
      const { slot } = pick;
      if (!slot) {
        add(turns, '', { probability: chance, value: pick.after });
        after.push({ probability: chance, value: pick.after });
        continue;
      }
      const who = possibleIn(pick.after, slot);
      const made = (endpoint: string, row: LineUp): LineUp =>
        scheduler.uncounted
          ? row
          : withEntry(
              row,
              slot.id,
              entryOf(arriving.protocol, endings.get(endpoint) ?? 'reached', arriving.now),
            );
      for (const endpoint of who) {
        const one = {
          probability: chance / who.length,
          value: made(endpoint, reveal(pick.after, slot.id, endpoint)),
        };
        add(turns, endpoint, one);
        // How long it is counted tells something about who it was.
        if (!uniform) after.push(one);
      }
      if (uniform) after.push({ probability: chance, value: made(who[0] ?? '', pick.after) });
    }
  }
  const all = gathered(after, lineUpKey);
  return {
    turns: [...turns].map(([endpoint, list]) => scheduled(endpoint, list)),
    after: all.length > mostLineUps ? undefined : all,
  };
}

function add(turns: Map<string, Chance<LineUp>[]>, endpoint: string, chance: Chance<LineUp>): void {
  const list = turns.get(endpoint);
  if (list) list.push(chance);
  else turns.set(endpoint, [chance]);
}

function scheduled(endpoint: string, list: readonly Chance<LineUp>[]): Scheduled {
  const probability = list.reduce((sum, one) => sum + one.probability, 0);
  const rows = gathered(
    list.map((one) => ({ ...one, probability: one.probability / probability })),
    lineUpKey,
  );
  return { endpoint: endpoint === '' ? undefined : endpoint, probability, rows };
}
