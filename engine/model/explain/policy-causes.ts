import type { Answer } from '../../flow/index.ts';
import type { Manifest, Service } from '../../kube/index.ts';
import type { Cause } from './cause.ts';
import { keyOf, type Subject } from './subject.ts';

/** Something is usable, but not for this client on this node. */
export function policyCauses(
  { match, caller, view, spot }: Subject,
  service: Manifest<Service>,
  answer: Answer,
): Cause[] {
  if (!match || answer.result !== 'timeout' || match.rules.service !== service) return [];
  const { rules, entry } = match;
  const filtered = answer.trace.find(({ rule }) => rule === 'source-ranges');
  if (filtered && answer.trace.at(-1) === filtered) {
    return [
      {
        text: `service ${keyOf(service)} lets only ${rules.sourceRanges.join(', ')} use its load balancer address (loadBalancerSourceRanges)`,
        place: service.placeOf(['spec', 'loadBalancerSourceRanges']),
      },
    ];
  }
  const node = spot?.owner?.kind === 'node' ? spot.owner.node : caller.node;
  const nodes = [
    ...new Set(
      view
        .proxy(node)
        .usable(rules)
        .seen.flatMap((endpoint) => endpoint.node ?? []),
    ),
  ].sort();
  const isDropped = answer.trace.some(({ rule }) => rule === 'drop');
  const goesOn = view.proxy(node).traits.localPolicy === 'preferred' && !nodes.includes(node.name);
  if (!isDropped && !(goesOn && entry !== 'cluster IP' && rules.externalLocal)) return [];
  const where = nodes.length === 0 ? '' : ` They run on ${nodes.join(', ')}.`;
  if (entry === 'cluster IP') {
    return [
      {
        text: `No endpoint of service ${keyOf(service)} runs on ${node.name}, and its cluster IP takes traffic only to endpoints of the client's node (internalTrafficPolicy: Local).${where}`,
        place: service.placeOf(['spec', 'internalTrafficPolicy']),
        hint: 'internalTrafficPolicy: Cluster, or a pod of the Service on every node (a DaemonSet)',
      },
    ];
  }
  return [
    {
      text: `No endpoint of service ${keyOf(service)} runs on ${node.name}, and it takes outside traffic only on nodes that have one (externalTrafficPolicy: Local).${where}`,
      place: service.placeOf(['spec', 'externalTrafficPolicy']),
      hint: 'externalTrafficPolicy: Cluster, or a replica on every node, or another node',
    },
  ];
}

/** Faults of nodes and proxies that lie on the way. */
export function faultCauses({ view, caller, spot }: Subject): Cause[] {
  const node = spot?.owner?.node;
  const { stoppedNodes, cutOffNodes, staleProxies } = view.state.faults;
  const causes: Cause[] = [];
  for (const one of new Set([caller.node, node])) {
    if (!one) continue;
    if (stoppedNodes.has(one.name)) causes.push({ text: `node ${one.name} is stopped` });
    if (cutOffNodes.has(one.name)) causes.push({ text: `node ${one.name} is cut off from the others` });
    if (staleProxies.has(one.name)) {
      causes.push({
        text: `the proxy of node ${one.name} is stopped: its rules are those of the time when it stopped`,
      });
    }
  }
  return causes;
}

/** A node port on an address that the proxy does not serve. */
export function addressCauses({ match, spot, view, caller }: Subject, service: Manifest<Service>): Cause[] {
  if (!spot) return [];
  const { node, kind } = spot.owner ?? { node: caller.node, kind: 'none' };
  const here = kind === 'node' || spot.region === 'loopback';
  if (match?.entry === 'node port' && here && node && !view.proxy(node).takesNodePorts(spot.address)) {
    const { config, traits } = view.proxy(node);
    const served = traits.nodePortAddresses === 'all' ? 'other addresses' : "the node's main address only";
    return [
      {
        text: `node port ${spot.port} of service ${keyOf(service)} does not work on ${spot.address}: mode ${config.mode} serves ${served} (nodePortAddresses)`,
        place: service.placeOf(match.path),
        hint: Object.values(node.primary).map((address) => `${address}:${spot.port}`)[0],
      },
    ];
  }
  return [];
}
