import { parseAddress } from '../address.ts';
import { parseRange } from '../range.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Node } from '../types/node.ts';
import { Judge } from './judge.ts';
import { qualifiedNameFaults } from './names.ts';

/** Addresses, pod ranges and taints of a node (`ValidateNode`, pkg/apis/core/validation/validation.go). */
export function validateNode({ spec, status }: Node): readonly Fault[] {
  const judge = new Judge();
  spec?.podCIDRs?.forEach((range, i) => {
    if (!parseRange(range)) judge.invalid(['spec', 'podCIDRs', i], range, 'must be a valid CIDR value');
  });
  if (spec?.podCIDR && !parseRange(spec.podCIDR)) {
    judge.invalid(['spec', 'podCIDR'], spec.podCIDR, 'must be a valid CIDR value');
  }
  spec?.taints?.forEach(({ key, effect }, i) => {
    const path = ['spec', 'taints', i];
    judge.named([...path, 'key'], key, qualifiedNameFaults(key));
    judge.oneOf([...path, 'effect'], effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
  });
  status?.addresses?.forEach(({ type, address }, i) => {
    if ((type !== 'InternalIP' && type !== 'ExternalIP') || parseAddress(address)) return;
    judge.invalid(['status', 'addresses', i, 'address'], address, 'must be a valid IP address');
  });
  return judge.faults;
}
