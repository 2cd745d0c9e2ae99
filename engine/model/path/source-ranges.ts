import { LazyStep, type Step } from '../../flow/index.ts';
import { inRange } from '../../kube/index.ts';
import type { Match } from '../proxy/claims.ts';
import type { Usable } from '../proxy/usable.ts';
import type { Packet } from './packet.ts';
import type { Spot } from './spot.ts';

/** Ranges filter the load balancer address only, by the source as it is here (TestLoadBalancer). */
export function isFiltered(packet: Packet, match: Match, spot: Spot, usable: Usable, trace: Step[]): boolean {
  const { traits } = packet.proxy;
  const { sourceRanges, service } = match.rules;
  if (match.entry !== 'load balancer address' || sourceRanges.length === 0) return false;
  if (traits.sourceRanges === 'ignored') return false;
  if (traits.sourceRanges === 'own processes alone' && packet.hook !== 'output') return false;
  if (!usable.any && isRefusedFirst(packet)) return false;
  const verdict = judge(packet, sourceRanges, spot);
  trace.push(
    new LazyStep(
      'source-ranges',
      () => `${verdict.say}${verdict.allowed ? '' : ': dropped, no answer'}`,
      () => service.placeOf(['spec', 'loadBalancerSourceRanges']),
    ),
  );
  return !verdict.allowed;
}

/** Without endpoints, who is refused before ranges are looked at. */
function isRefusedFirst({ proxy, hook }: Packet): boolean {
  const { rangesWithoutEndpoints } = proxy.traits;
  return rangesWithoutEndpoints === 'own processes refused'
    ? hook === 'output'
    : rangesWithoutEndpoints !== 'judged';
}

interface Verdict {
  readonly allowed: boolean;
  readonly say: string;
}

function judge({ proxy, source, hook }: Packet, ranges: readonly string[], spot: Spot): Verdict {
  const list = ranges.join(', ');
  const inside = (address: string): boolean => ranges.some((range) => inRange(address, range));
  const primary = proxy.node.primary[spot.family];
  const byNode = primary !== undefined && inside(primary);
  const { sourceRanges } = proxy.traits;
  if (
    hook === 'output' &&
    (sourceRanges === 'not own processes' || sourceRanges === 'own processes by node')
  ) {
    // The filter of outgoing packets asks for the address itself as source, the one that routing picks.
    if (sourceRanges === 'not own processes' || source !== spot.address) {
      return { allowed: true, say: `a process of node ${proxy.node.name} from ${source} meets no filter` };
    }
    return {
      allowed: byNode,
      say: `address ${primary} of node ${proxy.node.name}, whose process it is, is ${byNode ? '' : 'not '}in ${list}`,
    };
  }
  const allowed = inside(source) || (source === spot.address && byNode);
  return { allowed, say: `source ${source} is ${allowed ? '' : 'not '}in ${list}` };
}
