import { familyOf } from '../address.ts';
import { isHeadless } from '../service/needs.ts';
import type { Service, ServiceSpec } from '../types/service.ts';
import { validateAddress } from './addresses.ts';
import type { Judge } from './judge.ts';

/**
 * clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy (`ValidateServiceClusterIPsRelatedFields`).
 *
 * @param old what is stored: addresses that it has were right once
 */
export function validateClusterIPs(judge: Judge, { spec }: Pick<Service, 'spec'>, old?: ServiceSpec): void {
  if (spec.type === 'ExternalName') return;
  validateFamilies(judge, spec);
  const path = ['spec', 'clusterIPs'];
  const addresses = spec.clusterIPs ?? [];
  if (addresses.length === 0 && spec.clusterIP) judge.required(path);
  else if (addresses.length > 0 && !spec.clusterIP) {
    const hint = `clusterIP: ${addresses[0]!}`;
    judge.invalid(path, addresses, 'must be empty when `clusterIP` is not specified', { hint });
  } else if (addresses.length > 0 && addresses[0] !== spec.clusterIP) {
    judge.invalid(path, addresses, 'first value must match `clusterIP`');
  }
  const isNone = addresses[0] === 'None';
  if (isNone && addresses.length > 1) {
    judge.invalid(path, addresses, "'None' must be the first and only value");
  }
  const readable = addresses.map((address, i) => {
    if ((i === 0 && isNone) || old?.clusterIPs?.includes(address)) return true;
    return validateAddress(judge, address, [...path, i]);
  });
  if (addresses.length > 2) judge.invalid(path, addresses, 'may only hold up to 2 values');
  if (!readable.every(Boolean) || (isNone && addresses.length > 1)) return;
  const families = addresses.map(familyOf);
  if (addresses.length > 1 && !(families.includes('IPv4') && families.includes('IPv6'))) {
    judge.invalid(path, addresses, 'may specify no more than one IP for each IP family');
  }
  if (isHeadless(spec)) return;
  addresses.slice(0, spec.ipFamilies?.length ?? 0).forEach((address, i) => {
    const wanted = spec.ipFamilies![i]!;
    if (families[i] === wanted || !['IPv4', 'IPv6'].includes(wanted)) return;
    judge.invalid([...path, i], address, `expected an ${wanted} value as indicated by \`ipFamilies[${i}]\``);
  });
}

function validateFamilies(judge: Judge, spec: ServiceSpec): void {
  const path = ['spec', 'ipFamilies'];
  spec.ipFamilies?.forEach((family, i) => {
    judge.oneOf([...path, i], family, ['IPv4', 'IPv6']);
    if (spec.ipFamilies!.indexOf(family) < i) judge.duplicate([...path, i], family);
  });
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  judge.oneOf(['spec', 'ipFamilyPolicy'], spec.ipFamilyPolicy, policies);
}
