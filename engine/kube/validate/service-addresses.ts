import { familyOf } from '../address.ts';
import type { Service, ServiceSpec } from '../types/service.ts';
import { validateAddress } from './addresses.ts';
import type { Judge } from './judge.ts';

/** clusterIPs as the API server sees them: clusterIP stands for both when only it is given. */
export function clusterIPsOf(spec: ServiceSpec): readonly string[] {
  if (spec.clusterIPs?.length) return spec.clusterIPs;
  return spec.clusterIP ? [spec.clusterIP] : [];
}

export function isHeadless(spec: ServiceSpec): boolean {
  const addresses = clusterIPsOf(spec);
  return addresses.length === 1 && addresses[0] === 'None';
}

/** clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy (`ValidateServiceClusterIPsRelatedFields`). */
export function validateClusterIPs(judge: Judge, { spec }: Service): void {
  if (spec.type === 'ExternalName') return;
  validateFamilies(judge, spec);
  const path = ['spec', 'clusterIPs'];
  const addresses = clusterIPsOf(spec);
  if (addresses.length > 0 && !spec.clusterIP) {
    const hint = `clusterIP: ${addresses[0]!}`;
    judge.invalid(path, addresses, 'must be empty when `clusterIP` is not specified', { hint });
  } else if (addresses.length > 0 && addresses[0] !== spec.clusterIP) {
    judge.invalid(path, addresses, 'first value must match `clusterIP`');
  }
  if (addresses[0] === 'None' && addresses.length > 1) {
    judge.invalid(path, addresses, "'None' must be the first and only value");
    return;
  }
  if (isHeadless(spec)) return;
  const readable = addresses.map((address, i) => validateAddress(judge, address, [...path, i]));
  if (addresses.length > 2) judge.invalid(path, addresses, 'may only hold up to 2 values');
  if (!readable.every(Boolean)) return;
  const families = addresses.map(familyOf);
  if (new Set(families).size < families.length) {
    judge.invalid(path, addresses, 'may specify no more than one IP for each IP family');
  }
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
  const policy = ['spec', 'ipFamilyPolicy'];
  judge.oneOf(policy, spec.ipFamilyPolicy, ['PreferDualStack', 'RequireDualStack', 'SingleStack']);
  if (spec.ipFamilyPolicy !== undefined && spec.ipFamilyPolicy !== 'SingleStack') return;
  // Left out, it means SingleStack, except for a headless Service without a selector.
  if (spec.ipFamilyPolicy === undefined && isHeadless(spec) && isEmpty(spec.selector)) return;
  for (const [list, words] of [
    [clusterIPsOf(spec), 'cluster IPs'],
    [spec.ipFamilies ?? [], 'IP families'],
  ] as const) {
    if (list.length !== 2) continue;
    const why = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${words} are specified`;
    judge.invalid(policy, spec.ipFamilyPolicy ?? 'SingleStack', why, {
      hint: 'ipFamilyPolicy: RequireDualStack',
    });
  }
}

function isEmpty(map: object | undefined): boolean {
  return map === undefined || Object.keys(map).length === 0;
}
