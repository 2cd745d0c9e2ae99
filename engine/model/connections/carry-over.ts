import { keepHeld } from '../held/keep-held.ts';
import type { NetworkNode } from '../network/node.ts';
import { destinationsOf } from '../path/policy.ts';
import { schedulerOf } from '../path/scheduling.ts';
import { viewOf, type View } from '../path/view.ts';
import type { NodeProxy } from '../proxy/node-proxy.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import { follow } from '../schedulers/follow.ts';
import type { LineUps } from '../schedulers/line-up.ts';
import type { State } from '../state.ts';
import { affinityTraits } from './affinity-traits.ts';
import type { AffinityRecord, AffinityRecords, Connections, NodeConnections } from './connections.ts';
import { serviceOf, servicePortName, virtualServer } from './scope.ts';
import { gatherSeen } from './seen.ts';

/**
 * What is still remembered of connections in a state that a change led to: proxies have written their rules anew,
 * and what hung on rules that are gone is gone. A node that is off forgets everything.
 */
export function carryOver(connections: Connections, state: State): Connections {
  const view = viewOf(state);
  const nodes = new Map<string, NodeConnections>();
  for (const [name, before] of connections.nodes) {
    const node = view.network.nodes.get(name);
    if (!node || view.isStopped(node)) continue;
    nodes.set(name, carryOnNode(view, node, before, state.now));
  }
  return { nodes, held: keepHeld(connections.held, state) };
}

function carryOnNode(view: View, node: NetworkNode, before: NodeConnections, now: number): NodeConnections {
  const proxy = view.proxy(node);
  return {
    affinity: carryAffinity(proxy, before.affinity),
    schedulers: carrySchedulers(proxy, before.schedulers, now),
  };
}

function carryAffinity(
  proxy: NodeProxy,
  before: ReadonlyMap<string, AffinityRecords>,
): ReadonlyMap<string, AffinityRecords> {
  const traits = affinityTraits[proxy.config.mode];
  if (!traits.endsWithEndpoint) return before;
  const after = new Map<string, AffinityRecords>();
  for (const [scope, clients] of before) {
    const rules = rulesOf(proxy, scope);
    if (!rules || (traits.endsWithAffinity && rules.affinitySeconds === undefined)) continue;
    after.set(scope, onlyAt(reachable(proxy, rules), clients));
  }
  return after;
}

function rulesOf(proxy: NodeProxy, servicePort: string): ServicePortRules | undefined {
  return proxy.rules.ofService(serviceOf(servicePort)).find((port) => servicePortName(port) === servicePort);
}

/** The endpoints for which a node has rules: a packet may use them under one policy or another. */
function reachable(proxy: NodeProxy, rules: ServicePortRules): ReadonlySet<string> {
  const { cluster, local } = proxy.usable(rules);
  return new Set([...cluster.endpoints, ...local.endpoints].map(({ key }) => key));
}

/** The records of clients less what was seen at other endpoints. */
function onlyAt(endpoints: ReadonlySet<string>, clients: AffinityRecords): AffinityRecords {
  const edits: [string, AffinityRecord][] = [];
  for (const [client, record] of clients.entries()) {
    if (record.every(({ value }) => value.every(({ endpoint }) => endpoints.has(endpoint)))) continue;
    const left = gatherSeen(
      record.map(({ probability, value }) => ({
        probability,
        value: value.filter(({ endpoint }) => endpoints.has(endpoint)),
      })),
    );
    edits.push([client, left]);
  }
  return clients.with(edits);
}

function carrySchedulers(
  proxy: NodeProxy,
  before: ReadonlyMap<string, LineUps>,
  now: number,
): ReadonlyMap<string, LineUps> {
  const after = new Map<string, LineUps>();
  for (const [server, rows] of before) {
    const left = carryRows(proxy, server, rows, now);
    if (left) after.set(server, left);
  }
  return after;
}

/** Nothing where the virtual server is gone, or where a proxy process shuffles its list anew (TestLoadBalanceWorksWithMultipleEndpointsAndUpdates). */
function carryRows(proxy: NodeProxy, server: string, rows: LineUps, now: number): LineUps | undefined {
  if (proxy.traits.chooser !== 'ipvs') {
    const rules = rulesOf(proxy, server);
    const keys = rules && [...reachable(proxy, rules)];
    return keys && isRowOf(rows, keys) ? rows : undefined;
  }
  const scheduler = schedulerOf(proxy);
  const match = proxy.match(virtualServer(server));
  if (!scheduler || !match) return undefined;
  const keys = destinationsOf(proxy, match).endpoints.map(({ key }) => key);
  const left = follow(rows, keys, scheduler, match.rules.protocol === 'TCP', now);
  return left ?? [];
}

function isRowOf([first]: LineUps, keys: readonly string[]): boolean {
  if (!first) return false;
  const { slots, hidden } = first.value;
  const known = [...slots.flatMap(({ who }) => who ?? []), ...[...hidden.values()].flat()];
  return known.length === keys.length && known.every((key) => keys.includes(key));
}
