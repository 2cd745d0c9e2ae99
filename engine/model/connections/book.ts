import type { LineUps } from '../schedulers/line-up.ts';
import { gathered, times } from './chance.ts';
import {
  noConnections,
  withLineUps,
  withRecord,
  type AffinityRecord,
  type Connections,
} from './connections.ts';
import { lineUpKey } from '../schedulers/line-up.ts';
import { gatherSeen } from './seen.ts';

/** One way in which a connection can be made, and what its node remembers if somebody has seen it. */
export interface Turn {
  /** `ip:port` of the endpoint it comes to; nothing where it comes to none. */
  readonly endpoint: string | undefined;
  readonly probability: number;
  /** What is recorded of the client. */
  readonly record: AffinityRecord | undefined;
  /** Where the scheduler stands. */
  readonly rows: LineUps | undefined;
}

/** A choice that leaves something behind. */
export interface Draw {
  readonly node: string;
  readonly turns: readonly Turn[];
  /** What a record of session affinity is for, the address of the client, and what was recorded before. */
  readonly affinity:
    { readonly scope: string; readonly client: string; readonly before: AffinityRecord } | undefined;
  /** The scheduler by what it serves, where it stood, and where it stands if nobody has seen the connection. */
  readonly scheduler:
    | { readonly server: string; readonly before: LineUps | undefined; readonly after: LineUps | undefined }
    | undefined;
}

/** What a flow finds remembered, and what it leaves behind if the connection is made. */
export class Book {
  readonly connections: Connections;
  readonly now: number;
  readonly draws: Draw[] = [];
  /** Of how many addresses the client takes one. */
  ways = 1;

  constructor(connections: Connections | undefined, now: number) {
    this.connections = connections ?? noConnections;
    this.now = now;
  }

  /** What is remembered once the connection is made; nobody knows where it came to. */
  after(): Connections {
    const share = 1 / this.ways;
    return this.draws.reduce((known, draw) => {
      const recorded = keepRecord(known, draw, draw.turns, share);
      return draw.scheduler ? keepRows(recorded, draw, draw.scheduler.after, share) : recorded;
    }, this.connections);
  }

  /** The same once somebody has seen to which endpoint it came; to an address that is none, that it came to none. */
  afterReaching(endpoint: string): Connections {
    return this.draws.reduce((known, draw) => {
      const turn =
        draw.turns.find((one) => one.endpoint === endpoint) ??
        draw.turns.find((one) => one.endpoint === undefined);
      if (!turn) return known;
      return keepRows(keepRecord(known, draw, [turn], 1), draw, turn.rows, 1);
    }, this.connections);
  }
}

function keepRecord(known: Connections, draw: Draw, turns: readonly Turn[], share: number): Connections {
  if (!draw.affinity) return known;
  const { scope, client, before } = draw.affinity;
  const total = turns.reduce((sum, { probability }) => sum + probability, 0);
  const after = turns.flatMap(({ probability, record }) =>
    times((share * probability) / total, record ?? before),
  );
  const all = gatherSeen([...after, ...times(1 - share, before)]);
  return withRecord(known, draw.node, scope, client, all);
}

function keepRows(known: Connections, draw: Draw, rows: LineUps | undefined, share: number): Connections {
  if (!draw.scheduler) return known;
  const { server, before } = draw.scheduler;
  const all =
    rows && before && share < 1
      ? gathered([...times(share, rows), ...times(1 - share, before)], lineUpKey)
      : rows;
  return withLineUps(known, draw.node, server, all);
}
