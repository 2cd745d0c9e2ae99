import type { Node } from '../../types/node.ts';
import type { Judge } from '../judge.ts';
import { podCIDRs } from '../node.ts';

/** A node keeps the pod ranges and the provider's name that it was given (`ValidateNodeUpdate`). */
export function validateNodeUpdate(judge: Judge, { spec }: Node, { spec: old }: Node): void {
  const [now, before] = [podCIDRs(spec), podCIDRs(old)];
  const forbid = (field: string, shown: string): void => {
    judge.forbidden(['spec', field], `node updates may not change ${shown} except from "" to valid`);
  };
  if (before.length > 0) {
    if (now.length !== before.length) forbid('podCIDRs', 'podCIDR');
    else before.forEach((range, i) => range !== now[i] && forbid('podCIDRs', 'podCIDR'));
  }
  if (old?.providerID && old.providerID !== spec?.providerID) forbid('providerID', 'providerID');
}
