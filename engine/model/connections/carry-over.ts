import type { NetworkNode } from '../network/node.ts';
import { viewOf, type View } from '../path/view.ts';
import type { NodeProxy } from '../proxy/node-proxy.ts';
import type { ServicePortRules } from '../proxy/service-port.ts';
import type { State } from '../state.ts';
import { affinityTraits } from './affinity-traits.ts';
import type { AffinityRecord, AffinityRecords, Connections, NodeConnections } from './connections.ts';
import { serviceOf, servicePortName } from './scope.ts';
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
    const after = node && !view.isStopped(node) ? carryOnNode(view, node, before) : undefined;
    if (after) nodes.set(name, after);
  }
  const same =
    nodes.size === connections.nodes.size &&
    [...nodes].every(([name, after]) => connections.nodes.get(name) === after);
  return same ? connections : { ...connections, nodes };
}

function carryOnNode(view: View, node: NetworkNode, before: NodeConnections): NodeConnections {
  const proxy = view.proxy(node);
  const traits = affinityTraits[proxy.config.mode];
  if (traits.per !== 'service port') return before;
  const affinity = new Map<string, AffinityRecords>();
  for (const [scope, clients] of before.affinity) {
    const rules = proxy.rules.ofService(serviceOf(scope)).find((port) => servicePortName(port) === scope);
    if (!rules || (traits.endsWithAffinity && rules.affinitySeconds === undefined)) continue;
    affinity.set(scope, traits.endsWithEndpoint ? onlyAt(reachable(proxy, rules), clients) : clients);
  }
  const same =
    affinity.size === before.affinity.size &&
    [...affinity].every(([scope, clients]) => before.affinity.get(scope) === clients);
  return same ? before : { ...before, affinity };
}

/** The endpoints for which a node has rules: a packet may use them under one policy or another. */
function reachable(proxy: NodeProxy, rules: ServicePortRules): ReadonlySet<string> {
  const { cluster, local } = proxy.usable(rules);
  return new Set([...cluster.endpoints, ...local.endpoints].map(({ key }) => key));
}

/** The records of clients less what was seen at other endpoints. */
function onlyAt(endpoints: ReadonlySet<string>, clients: AffinityRecords): AffinityRecords {
  const edits: [string, AffinityRecord | undefined][] = [];
  for (const [client, record] of clients.entries()) {
    if (record.every(({ value }) => value.every(({ endpoint }) => endpoints.has(endpoint)))) continue;
    const left = gatherSeen(
      record.map(({ probability, value }) => ({
        probability,
        value: value.filter(({ endpoint }) => endpoints.has(endpoint)),
      })),
    );
    edits.push([client, left.some(({ value }) => value.length > 0) ? left : undefined]);
  }
  return clients.with(edits);
}
