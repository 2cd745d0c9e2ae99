import { parseAddress } from '../address.ts';
import { parseRange } from '../range.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Node, NodeAddress, Taint } from '../types/node.ts';
import { Judge } from './judge.ts';
import { labelValueFaults, qualifiedNameFaults } from './names.ts';
import { taintEffects } from './pod/tolerations.ts';

/** Addresses, pod ranges and taints of a node (`ValidateNode`, pkg/apis/core/validation/validation.go). */
export function validateNode({ spec, status }: Node): readonly Fault[] {
  const judge = new Judge();
  validateRanges(judge, spec);
  validateTaints(judge, spec?.taints ?? []);
  // The API server takes any; the model has to know where the node is.
  const addresses: readonly Partial<NodeAddress>[] = status?.addresses ?? [];
  addresses.forEach(({ type, address = '' }, i) => {
    if ((type !== 'InternalIP' && type !== 'ExternalIP') || parseAddress(address)) return;
    judge.invalid(['status', 'addresses', i, 'address'], address, 'must be a valid IP address');
  });
  return judge.faults;
}

/** The older field stands for both where the two differ. */
export function podCIDRs(spec: Node['spec']): readonly string[] {
  const { podCIDR, podCIDRs: ranges = [] } = spec ?? {};
  return podCIDR && podCIDR !== ranges[0] ? [podCIDR] : ranges;
}

function validateRanges(judge: Judge, spec: Node['spec']): void {
  const path = ['spec', 'podCIDRs'];
  const ranges = podCIDRs(spec);
  const families = ranges.map((text, i) => {
    const range = parseRange(text);
    if (range) return range.family;
    const why = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
    judge.invalid([...path, i], text, why, text === spec?.podCIDR ? { at: ['spec', 'podCIDR'] } : {});
    return undefined;
  });
  if (ranges.length < 2) return;
  const isPair = ranges.length === 2 && new Set(families).size === 2 && !families.includes(undefined);
  if (!isPair) judge.invalid(path, ranges, 'may specify no more than one CIDR for each IP family');
}

function validateTaints(judge: Judge, taints: readonly Taint[]): void {
  const seen = new Set<string>();
  taints.forEach(({ key, value = '', effect }, i) => {
    // The API server calls them by a path of its own.
    const [path, written] = [
      ['metadata', 'taints', i],
      ['spec', 'taints', i],
    ];
    judge.named([...path, 'key'], key, qualifiedNameFaults(key), { at: [...written, 'key'] });
    const at = [...written, 'value'];
    judge.namedAtOnce([...path, 'value'], value, labelValueFaults(value), { at });
    judge.oneOf([...path, 'effect'], effect, taintEffects, { at: [...written, 'effect'] });
    if (seen.has(`${effect} ${key}`)) {
      const taint = { Key: key, Value: value, Effect: effect, TimeAdded: null };
      judge.duplicate(path, taint, { at: written }, 'taints must be unique by key and effect pair');
    }
    seen.add(`${effect} ${key}`);
  });
}
