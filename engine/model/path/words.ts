import type { SourceSeen } from '../../flow/index.ts';
import { isLoopback } from '../network/network.ts';
import type { Endpoint } from '../proxy/endpoint.ts';
import type { Match } from '../proxy/claims.ts';
import type { EndpointSet, Usable } from '../proxy/usable.ts';
import type { Choice } from './choice.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';

/** `node port 30080 of service shop/web, port http` */
export function sayMatch({ entry, rules, rivals }: Match, spot: Spot, staleOn: string | undefined): string {
  const { port } = rules;
  const what = entry === 'node port' ? `node port ${spot.port}` : `${entry} ${spot.text}`;
  const name = port.name === undefined || port.name === '' ? '' : `, port ${port.name}`;
  const clash =
    rivals.length === 0
      ? ''
      : `; also claimed by ${[...new Set(rivals.map((rival) => `service ${rival.rules.key}`))].join(', ')}: which one wins is not defined`;
  const stale =
    staleOn === undefined ? '' : `; the proxy of node ${staleOn} is stopped, its rules may be old`;
  return `${what} of service ${rules.key}${name}${clash}${stale}`;
}

const noLists = {
  EndpointSlice: 'no slice of the Service lists any',
  Endpoints: 'the Endpoints of the Service list no ready ones',
} as const;

/** `policy Local: usable here 0 of 2 endpoints (worker: 1, worker2: 1)` */
export function sayUsable(packet: Packet, match: Match, usable: Usable, set: EndpointSet): string {
  const { entry, rules } = match;
  const { seen } = usable;
  const usableCount = set.endpoints.length;
  const isLocal = entry === 'cluster IP' ? rules.internalLocal : rules.externalLocal;
  const counts = `${usableCount} of ${seen.length} ${seen.length === 1 ? 'endpoint' : 'endpoints'}`;
  if (seen.length === 0) return `no endpoints: ${noLists[packet.proxy.traits.endpointsFrom]} for this port`;
  if (!usable.any) return `usable ${counts}: ${sayConditions(seen)}`;
  const why = set.terminating
    ? ': nothing is ready, those that terminate stand in'
    : set.hints === undefined
      ? ''
      : set.hints === 'topology'
        ? ': the others match no key of topologyKeys here'
        : `: hints keep traffic in this ${set.hints}`;
  if (!isLocal) return `policy Cluster: usable ${counts}${why || sayLeftOut(seen, usableCount)}`;
  if (set === usable.local) return `policy Local: usable here ${counts} (${sayNodes(seen)})${why}`;
  if (packet.proxy.traits.localPolicy === 'preferred') {
    return `policy Local, and none is here (${sayNodes(seen)}), so as policy Cluster: usable ${counts}${why}`;
  }
  const who = packet.hook === 'output' || isLoopback(packet.source) ? 'a process of this node' : 'a pod';
  return `policy Local does not hold for ${who}: usable ${counts}${why}`;
}

function sayLeftOut(seen: readonly Endpoint[], usableCount: number): string {
  return usableCount < seen.length ? ` (${sayConditions(seen)})` : '';
}

/** Up to 1.23 a node rejects what it can't send on; later ones reject only what nobody can answer. */
export function sayRejected({ seen }: Usable): string {
  const somewhere = seen.some(({ ready }) => ready);
  const why = somewhere
    ? 'this node may use none of the endpoints, and this release rejects then'
    : 'nothing usable exists anywhere';
  return `rejected: ${why}: refused at once`;
}

/** `worker: 1, worker2: 1` */
function sayNodes(endpoints: readonly Endpoint[]): string {
  const counts = new Map<string, number>();
  for (const { node = 'no node' } of endpoints) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([node, count]) => `${node}: ${count}`)
    .join(', ');
}

/** `1 ready, 2 not ready, 1 terminating` */
function sayConditions(endpoints: readonly Endpoint[]): string {
  const count = (test: (endpoint: Endpoint) => boolean, word: string): string[] => {
    const n = endpoints.filter(test).length;
    return n === 0 ? [] : [`${n} ${word}`];
  };
  return [
    ...count(({ ready }) => ready, 'ready'),
    ...count(({ ready, terminating }) => !ready && !terminating, 'not ready'),
    ...count(
      ({ ready, serving, terminating }) => !ready && terminating && serving,
      'terminating but serving',
    ),
    ...count(({ ready, serving, terminating }) => !ready && terminating && !serving, 'terminating'),
  ].join(', ');
}

/** `source kept: 10.244.1.5` */
export function saySource(seen: SourceSeen): string {
  if (seen.kept) return `source kept${seen.address === undefined ? '' : `: ${seen.address}`}`;
  return `source hidden behind an address of node ${seen.node ?? '?'}`;
}

export function reasonOfSet(choice: Choice): string | undefined {
  if (choice.reason !== undefined) return choice.reason;
  return choice.result === 'unhandled' || choice.result === 'unknown'
    ? choice.candidates.map(({ endpoint, ending }) => `${endpoint.key}: ${ending.why}`).join('; ')
    : undefined;
}
