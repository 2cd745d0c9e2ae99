import type { EndpointNote } from '../../flow/index.ts';
import type { Match } from '../proxy/claims.ts';
import type { Endpoint } from '../proxy/endpoint.ts';
import type { EndpointSet, Usable } from '../proxy/usable.ts';
import { managedByLabel, sliceController } from '../controllers/endpoints/slices.ts';
import { absentPods } from './absent-pods.ts';
import type { Packet } from './packet.ts';
import type { View } from './view.ts';

/** Each endpoint of a service port, and why a packet may use it or not; then the pods that are none of it. */
export function endpointNotes(
  view: View,
  packet: Packet,
  match: Match,
  usable: Usable,
  set: EndpointSet,
): readonly EndpointNote[] {
  const { rules } = match;
  const used = new Set(set.endpoints.map(({ key }) => key));
  const isLocal = set === usable.local && (rules.internalLocal || rules.externalLocal);
  const place: Where = { packet, set, localOnly: isLocal };
  const notes = usable.seen.map((endpoint): EndpointNote => {
    const { key, pod, node } = endpoint;
    const isUsed = used.has(key);
    return {
      address: key,
      ...(pod !== undefined && { pod }),
      ...(node !== undefined && { node }),
      used: isUsed,
      why: isUsed ? whyUsed(endpoint, set) : whyLeftOut(endpoint, place),
      from: policyPlace(endpoint, match, place) ?? placeOf(view, endpoint),
    };
  });
  return [...notes, ...absentPods(view, rules, usable.seen)];
}

type FoundAt = EndpointNote['from'];

interface Where {
  readonly packet: Packet;
  readonly set: EndpointSet;
  /** Policy Local holds. */
  readonly localOnly: boolean;
}

/** The policy that leaves an endpoint out, if it is that. */
function policyPlace({ node }: Endpoint, { entry, rules }: Match, { packet, localOnly }: Where): FoundAt {
  if (!localOnly || node === packet.proxy.node.name) return undefined;
  const field = entry === 'cluster IP' ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
  return rules.service.placeOf(['spec', field]);
}

/** Where an endpoint was written: in its slice, or in its pod where a controller made the slice of that. */
function placeOf(view: View, { slice, index, pod }: Endpoint): FoundAt {
  const { metadata } = slice.object;
  const isMade = metadata.uid === undefined && metadata.labels?.[managedByLabel] === sliceController;
  const own = isMade && pod !== undefined ? view.network.pod(pod) : undefined;
  return own ? own.manifest.placeOf(['metadata', 'name']) : slice.placeOf(['endpoints', index]);
}

function whyUsed({ zones, nodes }: Endpoint, { terminating, hints }: EndpointSet): string {
  if (terminating) return 'terminating, and stands in while nothing is ready';
  if (hints === 'zone') return `ready, with a hint for zone ${zones.join(', ')}`;
  if (hints === 'node') return `ready, with a hint for node ${nodes.join(', ')}`;
  return 'ready';
}

function whyLeftOut(endpoint: Endpoint, { packet, set, localOnly }: Where): string {
  const { zone } = packet.proxy.node;
  if (localOnly && endpoint.node !== packet.proxy.node.name) {
    const where = endpoint.node === undefined ? 'on no node' : `on node ${endpoint.node}`;
    const also = endpoint.ready ? '' : `; and ${sayUnready(endpoint, packet)}`;
    return `other node: it is ${where}, and policy Local keeps traffic on ${packet.proxy.node.name}${also}`;
  }
  if (!endpoint.ready) return sayUnready(endpoint, packet);
  if (set.hints === 'zone') {
    return `other zone: its hint is for ${endpoint.zones.join(', ')}, node ${packet.proxy.node.name} is in ${zone}`;
  }
  if (set.hints === 'node') return `other node: its hint is for ${endpoint.nodes.join(', ')}`;
  return 'no key of topologyKeys has the same value there and here';
}

function sayUnready({ serving, terminating }: Endpoint, { proxy }: Packet): string {
  if (!terminating) return 'not ready';
  if (!serving) return 'terminating, and serves no more';
  return proxy.rules.gates.terminatingEndpoints
    ? 'terminating: used only where nothing is ready'
    : 'terminating: this release uses only what is ready';
}
