import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Chance } from '../connections/chance.ts';
import { follow } from './follow.ts';
import { schedulers } from './index.ts';
import { newLineUp, withBatch, type LineUp, type LineUps } from './line-up.ts';
import { schedule } from './schedule.ts';
import type { Scheduler } from './scheduler.ts';

/** Unknown orders are kept as one row; every order written out must come to the same chances. */

const all = ['a', 'b', 'c', 'd', 'e'];
const step = fc.oneof(
  fc.record({
    kind: fc.constant('connect' as const),
    source: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.7'),
  }),
  fc.record({
    kind: fc.constant('endpoints' as const),
    set: fc.subarray(all, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(1, 60, 120, 300) }),
);

function permutations(list: readonly string[]): string[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first, i) =>
    permutations(list.filter((_, j) => j !== i)).map((rest) => [first, ...rest]),
  );
}

/** The same endpoints in every order, each added by itself. */
function everyOrder(row: LineUp, added: readonly string[]): Chance<LineUp>[] {
  const orders = permutations(added);
  return orders.map((order) => ({
    probability: 1 / orders.length,
    value: order.reduceRight((now, endpoint) => withBatch(now, [endpoint]), row),
  }));
}

function followWrittenOut(
  rows: LineUps,
  set: readonly string[],
  scheduler: Scheduler,
  drains: boolean,
  now: number,
): LineUps {
  return rows.flatMap(({ probability, value }) => {
    const present = new Set(
      value.slots.flatMap(({ who, takesNew }) => (who !== undefined && takesNew ? [who] : [])),
    );
    const orders = permutations(set.filter((endpoint) => !present.has(endpoint)));
    // One after the other, in this order, but all before any is taken out.
    return orders.map((order) => {
      const grown = order.reduceRight<LineUps>(
        (rows, endpoint) => {
          const [only] = rows;
          const members =
            only?.value.slots.flatMap(({ who, takesNew }) => (who !== undefined && takesNew ? [who] : [])) ??
            [];
          return follow(rows, [...members, endpoint], scheduler, drains, now) ?? [];
        },
        [{ probability: 1, value }],
      );
      const [shrunk] = follow(grown, set, scheduler, drains, now) ?? [];
      assert.ok(shrunk);
      return { probability: probability / orders.length, value: shrunk.value };
    });
  });
}

describe('laws of schedulers', () => {
  for (const [name, scheduler] of Object.entries(schedulers)) {
    it(`${name}: one row of unknown order stands for all orders`, () => {
      fc.assert(
        fc.property(
          fc.subarray(all, { minLength: 1, maxLength: 4 }),
          fc.constantFrom('TCP' as const, 'UDP' as const),
          fc.array(step, { maxLength: 6 }),
          (first, protocol, steps) => {
            const empty = newLineUp([]);
            let hidden: LineUps = [{ probability: 1, value: newLineUp(first) }];
            let written: LineUps = everyOrder(empty, first);
            let now = 0;
            for (const one of steps) {
              if (one.kind === 'pass') now += one.seconds;
              if (one.kind === 'endpoints') {
                hidden = follow(hidden, one.set, scheduler, protocol === 'TCP', now) ?? [];
                written = followWrittenOut(written, one.set, scheduler, protocol === 'TCP', now);
              }
              if (one.kind !== 'connect') continue;
              const arriving = { source: one.source, destination: '10.96.0.20', protocol, now };
              const a = schedule(hidden, scheduler, arriving, new Map());
              const b = schedule(written, scheduler, arriving, new Map());
              const chances = (turns: typeof a.turns) =>
                new Map(turns.map(({ endpoint, probability }) => [endpoint, probability]));
              for (const key of new Set([...chances(a.turns).keys(), ...chances(b.turns).keys()])) {
                const [x = 0, y = 0] = [chances(a.turns).get(key), chances(b.turns).get(key)];
                assert.ok(Math.abs(x - y) < 1e-9, `${name} ${key}: ${x} is not ${y}`);
              }
              hidden = a.after ?? [];
              written = b.after ?? [];
              if (written.length > 150) return;
            }
          },
        ),
        { numRuns: 25 },
      );
    });
  }
});
