import { LazyStep, type SourceSeen, type Step } from '../../flow/index.ts';
import { isLoopback } from '../network/network.ts';
import type { Caller } from './caller.ts';
import { formatSocket, type Spot } from './spot.ts';
import type { View } from './view.ts';

/** The address that the packet leaves its client with. */
export function sourceOf(view: View, caller: Caller, spot: Spot): string | undefined {
  const own = caller.addresses[spot.family];
  if (caller.kind !== 'host' || caller.bound) return own;
  // The kernel answers a dial to an address of its own from that address.
  if (isLoopback(spot.address)) return spot.family === 'IPv4' ? '127.0.0.1' : '::1';
  const isOwn = caller.node.addresses.includes(spot.address) || view.proxy(caller.node).holds(spot.address);
  return isOwn ? spot.address : own;
}

/** What a backend sees if nothing on the way replaces the source. */
export function keptSeen(caller: Caller, spot: Spot, source: string): SourceSeen {
  const kept = caller.kept[spot.family];
  const toOwnPod =
    caller.kind === 'host' && !caller.bound && spot.owner?.kind === 'pod' && spot.owner.node === caller.node;
  // To a pod of its own, a node speaks from whatever address the pod's interface has.
  if (toOwnPod) return { kept: true, node: caller.node.name };
  return kept?.address === source ? kept : { kept: true, address: source };
}

export function clientStep(caller: Caller, spot: Spot, source: string | undefined): Step {
  return new LazyStep('client', () => sayClient(caller, spot, source), caller.place);
}

function sayClient(caller: Caller, spot: Spot, source: string | undefined): string {
  const node = spot.owner?.kind === 'node' && caller.kind === 'outside' ? spot.owner.node : caller.node;
  const known = spot.region === 'outside' && spot.owner?.kind !== 'pod';
  const arrives = caller.routed || known ? `, arrives at node ${node.name}` : '';
  const where = caller.kind === 'outside' ? arrives : `, starts on node ${node.name}`;
  return `${caller.label}, ${source ?? 'no address'} -> ${formatSocket(spot.address, spot.port)} ${spot.protocol}${where}`;
}
