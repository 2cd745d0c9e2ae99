import type { Match } from '../proxy/claims.ts';
import type { NodeProxy } from '../proxy/node-proxy.ts';
import type { EndpointSet, Usable } from '../proxy/usable.ts';
import type { Packet } from './packet.ts';

/** Which endpoints a packet may choose from, and whether its source is replaced. */
export interface Policy {
  readonly set: EndpointSet;
  readonly masquerade: boolean;
}

/** TestInternalTrafficPolicy, TestExternalTrafficPolicyLocal, TestInternalExternalMasquerade. */
export function policyFor(packet: Packet, match: Match, usable: Usable): Policy {
  const { proxy, source } = packet;
  const isPod = proxy.detectors[match.rules.family].isPod(source, packet.fromOwnPod);
  // A process of this node has an address of it (iptables addrtype LOCAL, nft fib saddr type local).
  const isInsider = isPod || proxy.hasAddress(source);
  if (match.entry === 'cluster IP') {
    return {
      set: match.rules.internalLocal ? localSet(packet, usable, false) : usable.cluster,
      masquerade: masqueradesClusterIP(packet, match, isPod),
    };
  }
  return {
    set: match.rules.externalLocal
      ? localSet(packet, usable, isInsider && !isCheckedFirst(packet, match, usable))
      : usable.cluster,
    masquerade: masqueradesExternal(packet, match, isPod, isInsider),
  };
}

/** What policy Local leaves. External clients inside the cluster are led around it where it is strict. */
function localSet({ proxy }: Packet, usable: Usable, isInsider: boolean): EndpointSet {
  const usesAll = proxy.traits.localPolicy === 'preferred' ? usable.local.endpoints.length === 0 : isInsider;
  return usesAll ? usable.cluster : usable.local;
}

/** Some proxies drop what a process of the node sends before they lead it around policy Local. */
function isCheckedFirst({ proxy, hook }: Packet, { entry }: Match, { local }: Usable): boolean {
  const { ownProcessesUnderLocal: rule } = proxy.traits;
  if (hook !== 'output' || rule === 'all' || local.endpoints.length > 0) return false;
  return rule === 'dropped' || entry !== 'node port';
}

/** The destinations of a virtual server, whoever asks (pkg/proxy/ipvs syncEndpoint). */
export function destinationsOf(proxy: NodeProxy, { entry, rules }: Match): EndpointSet {
  const usable = proxy.usable(rules);
  const isLocal = entry === 'cluster IP' ? rules.internalLocal : rules.externalLocal;
  return isLocal && usable.local.endpoints.length > 0 ? usable.local : usable.cluster;
}

function masqueradesClusterIP({ proxy, source }: Packet, { rules }: Match, isPod: boolean): boolean {
  const { clusterIPSource } = proxy.traits;
  if (clusterIPSource === 'always' || proxy.config.masqueradeAll) return true;
  const { exists } = proxy.detectors[rules.family];
  return exists ? !isPod : clusterIPSource === 'detector or address' && proxy.holds(source);
}

function masqueradesExternal(
  { proxy }: Packet,
  { entry, rules }: Match,
  isPod: boolean,
  isInsider: boolean,
): boolean {
  const { externalSource } = proxy.traits;
  if (!rules.externalLocal) {
    const showsPods = externalSource === 'by client' && !proxy.rules.gates.externalIPsHidePods;
    return !(isPod && entry === 'external IP' && showsPods);
  }
  return externalSource === 'by client' && isInsider && !isPod;
}
