import { PersistentMap } from '../tables/persistent-map.ts';
import { certain, type Chance } from './chance.ts';
import type { Held } from '../held/held.ts';
import type { LineUps } from '../schedulers/line-up.ts';
import type { Seen } from './seen.ts';

/** What one node remembers of connections: its kernel's lists, or those of its proxy. */
export interface NodeConnections {
  /** Records of session affinity: by what a record is for, then by the address of the client. */
  readonly affinity: ReadonlyMap<string, AffinityRecords>;
  /**
   * Where schedulers stand, by virtual server or service port. An empty list: so much may be that nobody keeps account.
   */
  readonly schedulers: ReadonlyMap<string, LineUps>;
}

/** Records by the address of the client. */
export type AffinityRecords = PersistentMap<AffinityRecord>;

/** What may be recorded of a client. Several lists, because nobody knows which endpoint a random draw took. */
export type AffinityRecord = readonly Chance<readonly Seen[]>[];

/** Nobody was seen. */
export const unrecorded: AffinityRecord = certain([]);

/**
 * Connections that were made: what nodes remember of them, by the name of the node. Nodes share nothing
 * (every kube-proxy has its own rules). An immutable value; what does not change is shared.
 */
export interface Connections {
  readonly nodes: ReadonlyMap<string, NodeConnections>;
  /** Connections that are open, by the names that they were given. */
  readonly held: ReadonlyMap<string, Held>;
}

export const noConnections: Connections = { nodes: new Map(), held: new Map() };

const nothing: NodeConnections = { affinity: new Map(), schedulers: new Map() };

export function recordOf(
  connections: Connections,
  node: string,
  scope: string,
  client: string,
): AffinityRecord | undefined {
  return connections.nodes.get(node)?.affinity.get(scope)?.get(client);
}

export function lineUpsOf(connections: Connections, node: string, server: string): LineUps | undefined {
  return connections.nodes.get(node)?.schedulers.get(server);
}

/** Without `rows` nothing is known of the scheduler any more. */
export function withLineUps(
  connections: Connections,
  node: string,
  server: string,
  rows: LineUps | undefined,
): Connections {
  const before = connections.nodes.get(node) ?? nothing;
  const schedulers = new Map(before.schedulers);
  if (rows) schedulers.set(server, rows);
  else schedulers.delete(server);
  return { ...connections, nodes: new Map(connections.nodes).set(node, { ...before, schedulers }) };
}

export function withRecord(
  connections: Connections,
  node: string,
  scope: string,
  client: string,
  record: AffinityRecord,
): Connections {
  const before = connections.nodes.get(node) ?? nothing;
  const clients = before.affinity.get(scope) ?? PersistentMap.empty<AffinityRecord>();
  const affinity = new Map(before.affinity).set(scope, clients.with([[client, record]]));
  return { ...connections, nodes: new Map(connections.nodes).set(node, { ...before, affinity }) };
}
