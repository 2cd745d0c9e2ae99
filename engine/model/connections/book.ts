import { times } from './chance.ts';
import { noConnections, withRecord, type AffinityRecord, type Connections } from './connections.ts';
import { gatherSeen } from './seen.ts';

/** One way in which a connection can be made, and what its node remembers then. */
export interface Turn {
  /** `ip:port` of the endpoint it comes to. */
  readonly endpoint: string;
  readonly probability: number;
  /** What is recorded of the client, given that it comes there. */
  readonly record: AffinityRecord;
}

/** A choice that leaves something behind. */
export interface Draw {
  readonly node: string;
  /** What the record is for, and the address of the client. */
  readonly scope: string;
  readonly client: string;
  readonly before: AffinityRecord;
  readonly turns: readonly Turn[];
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
    return this.draws.reduce((known, draw) => keep(known, draw, draw.turns, 1 / this.ways), this.connections);
  }

  /** The same once somebody has seen to which endpoint it came. */
  afterReaching(endpoint: string): Connections {
    return this.draws.reduce((known, draw) => {
      const turns = draw.turns.filter((turn) => turn.endpoint === endpoint);
      return turns.length === 0 ? known : keep(known, draw, turns, 1);
    }, this.connections);
  }
}

function keep(known: Connections, draw: Draw, turns: readonly Turn[], share: number): Connections {
  const { node, scope, client, before } = draw;
  const total = turns.reduce((sum, { probability }) => sum + probability, 0);
  const after = turns.flatMap(({ probability, record }) => times((share * probability) / total, record));
  return withRecord(known, node, scope, client, gatherSeen([...after, ...times(1 - share, before)]));
}
