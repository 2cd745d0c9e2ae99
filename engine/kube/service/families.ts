import { familyOf } from '../address.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { IPFamily, ServiceSpec } from '../types/service.ts';
import { Judge } from '../validate/judge.ts';
import { validateClusterIPs } from '../validate/service-addresses.ts';
import { isHeadless, needsClusterIP, sameItems, selectsNothing } from './needs.ts';

export interface WithFamilies {
  readonly spec: ServiceSpec;
  /** If there are any, `spec` is not to be used. */
  readonly faults: readonly Fault[];
}

const policyPath = ['spec', 'ipFamilyPolicy'];

/**
 * ipFamilyPolicy and ipFamilies as the API server fills them in before it allocates addresses (KEP-563;
 * `initIPFamilyFields`, pkg/registry/core/service/storage/alloc.go).
 *
 * @param configured the families of the cluster, its default first
 * @param old what is stored; left out on create
 */
export function initFamilies(
  given: ServiceSpec,
  configured: readonly IPFamily[],
  old?: ServiceSpec,
): WithFamilies {
  if (!needsClusterIP(given) || (old && staysAsItIs(given, old))) return { spec: given, faults: [] };
  const policy = given.ipFamilyPolicy ?? old?.ipFamilyPolicy ?? defaultPolicy(given);
  const judge = new Judge();
  validateClusterIPs(judge, { spec: { ...given, ipFamilyPolicy: policy } }, old);
  if (judge.faults.length > 0) return { spec: given, faults: judge.faults };
  const spec = old ? releaseSecond(judge, given, policy, old) : given;
  judgeSingleStack(judge, spec, policy);
  const ipFamilies = inferFamilies(judge, spec, configured);
  if (judge.faults.length > 0) return { spec, faults: judge.faults };
  const filled = { ...spec, ipFamilyPolicy: policy };
  if (isHeadless(spec) && selectsNothing(spec)) {
    const both = policy === 'SingleStack' ? [] : complete(ipFamilies, configured);
    return {
      spec: { ...filled, ipFamilies: both.length > 0 ? both : orDefault(ipFamilies, configured) },
      faults: [],
    };
  }
  judgeConfigured(judge, policy, ipFamilies, configured);
  const wantsBoth = policy !== 'SingleStack' && configured.length === 2;
  return {
    spec: {
      ...filled,
      ipFamilies: wantsBoth ? complete(ipFamilies, configured) : orDefault(ipFamilies, configured),
    },
    faults: judge.faults,
  };
}

/** What nobody says: one family, except for a headless Service whose endpoints somebody else writes. */
function defaultPolicy(spec: ServiceSpec): NonNullable<ServiceSpec['ipFamilyPolicy']> {
  return spec.clusterIP === 'None' && selectsNothing(spec) ? 'RequireDualStack' : 'SingleStack';
}

/** A Service that prefers two families keeps what it has when the cluster gets or loses one. */
function staysAsItIs(spec: ServiceSpec, old: ServiceSpec): boolean {
  return (
    spec.ipFamilyPolicy === 'PreferDualStack' &&
    (old.ipFamilyPolicy ?? 'PreferDualStack') === 'PreferDualStack' &&
    spec.type === old.type &&
    sameItems(spec.clusterIPs, old.clusterIPs) &&
    sameItems(spec.ipFamilies, old.ipFamilies)
  );
}

/** SingleStack alone is a clear word that the second address may go; fewer addresses alone are not. */
function releaseSecond(judge: Judge, spec: ServiceSpec, policy: string, old: ServiceSpec): ServiceSpec {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (policy === 'SingleStack') {
    return {
      ...spec,
      ...(sameItems(clusterIPs, old.clusterIPs) &&
        clusterIPs.length > 1 && { clusterIPs: clusterIPs.slice(0, 1) }),
      ...(sameItems(ipFamilies, old.ipFamilies) &&
        ipFamilies.length > 1 && { ipFamilies: ipFamilies.slice(0, 1) }),
    };
  }
  for (const [now, before, what] of [
    [clusterIPs, old.clusterIPs ?? [], 'cluster IP'],
    [ipFamilies, old.ipFamilies ?? [], 'IP family'],
  ] as const) {
    if (now.length === 0 || now.length >= before.length) continue;
    judge.invalid(policyPath, policy, `must be 'SingleStack' to release the secondary ${what}`);
  }
  return spec;
}

/** What is wrong with the families that are written, whatever the cluster has. */
export function judgeWrittenFamilies(judge: Judge, spec: ServiceSpec): void {
  if (needsClusterIP(spec)) judgeSingleStack(judge, spec, spec.ipFamilyPolicy ?? defaultPolicy(spec));
}

/** Two of anything are no single stack. */
function judgeSingleStack(judge: Judge, { clusterIPs, ipFamilies }: ServiceSpec, policy: string): void {
  if (policy !== 'SingleStack') return;
  for (const [list, words] of [
    [clusterIPs, 'cluster IPs'],
    [ipFamilies, 'IP families'],
  ] as const) {
    if (list?.length !== 2) continue;
    const why = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${words} are specified`;
    judge.invalid(policyPath, policy, why, { hint: 'ipFamilyPolicy: RequireDualStack' });
  }
}

/** Families that are not written are those of the addresses that are. */
function inferFamilies(
  judge: Judge,
  spec: ServiceSpec,
  configured: readonly IPFamily[],
): readonly IPFamily[] {
  const { clusterIPs = [] } = spec;
  const families = [...(spec.ipFamilies ?? [])];
  if (clusterIPs[0] === 'None') return families;
  clusterIPs.forEach((ip, i) => {
    const family = familyOf(ip);
    if (i < families.length || family === undefined) return;
    if (configured.includes(family)) families.push(family);
    else judge.invalid(['spec', 'clusterIPs', i], clusterIPs, `${family} is not configured on this cluster`);
  });
  return families;
}

function judgeConfigured(
  judge: Judge,
  policy: string,
  families: readonly IPFamily[],
  configured: readonly IPFamily[],
): void {
  if (policy === 'RequireDualStack' && configured.length < 2) {
    const hint = 'ipFamilyPolicy: PreferDualStack';
    judge.invalid(policyPath, policy, 'this cluster is not configured for dual-stack services', { hint });
  }
  families.forEach((family, i) => {
    if (configured.includes(family)) return;
    const expected = configured.join(' or ');
    judge.invalid(['spec', 'ipFamilies', i], family, 'not configured on this cluster', { expected });
  });
}

function orDefault(
  families: readonly IPFamily[],
  [first = 'IPv4']: readonly IPFamily[],
): readonly IPFamily[] {
  return families.length > 0 ? families : [first];
}

/** One family and the other one. */
function complete(families: readonly IPFamily[], configured: readonly IPFamily[]): readonly IPFamily[] {
  const [first = 'IPv4', second = first === 'IPv4' ? 'IPv6' : 'IPv4'] = orDefault(families, configured);
  return [first, second];
}

/** Families of a Service that an API server recorded; those of older ones are told by their addresses (`defaultOnRead`). */
export function readFamilies(spec: ServiceSpec, configured: readonly IPFamily[]): ServiceSpec {
  if (!needsClusterIP(spec) || spec.ipFamilies?.length) return spec;
  const { clusterIPs = [] } = spec;
  if (isHeadless(spec)) {
    const both = selectsNothing(spec);
    return {
      ...spec,
      ipFamilyPolicy: both ? 'RequireDualStack' : 'SingleStack',
      ipFamilies: both ? complete([], configured) : orDefault([], configured),
    };
  }
  const ipFamilies = orDefault(
    clusterIPs.flatMap((ip) => familyOf(ip) ?? []),
    configured,
  );
  return { ...spec, ipFamilies, ipFamilyPolicy: ipFamilies.length > 1 ? 'RequireDualStack' : 'SingleStack' };
}
