import { isHeadless, needsHealthPort } from '../service/needs.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Service, ServiceSpec } from '../types/service.ts';
import { Judge } from './judge.ts';
import { validateServiceAgainst } from './service.ts';

/** What may not change once it is set, said of a new spec and the one that is stored. */
type Rule = (judge: Judge, spec: ServiceSpec, old: ServiceSpec) => void;

const onceSet = 'may not change once set';
const primary = ['spec', 'clusterIPs', 0];
const primaryFamily = ['spec', 'ipFamilies', 0];
const policy = ['spec', 'ipFamilyPolicy'];

const clusterIPs: Rule = (judge, spec, old) => {
  if (isHeadless(old) && isHeadless(spec)) return;
  const [now, before] = [spec.clusterIPs ?? [], old.clusterIPs ?? []];
  if (now.length === before.length) {
    before.forEach((ip, i) => {
      if (ip !== now[i]) judge.invalid(['spec', 'clusterIPs', i], now, onceSet, again);
    });
    return;
  }
  if (now.length === 0) judge.invalid(primary, null, 'primary clusterIP can not be unset');
  else if (before.length > 0 && now[0] !== before[0]) judge.invalid(primary, now, onceSet, again);
  if (now.length === 1 && before.length > 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    const why = "must be set to 'SingleStack' when releasing the secondary clusterIP";
    judge.invalid(policy, spec.ipFamilyPolicy, why);
  }
};

const families: Rule = (judge, spec, old) => {
  if (isHeadless(spec) || isHeadless(old)) return;
  const [now, before] = [spec.ipFamilies ?? [], old.ipFamilies ?? []];
  if (now.length === before.length) {
    // The API server points at the first one, whichever changed.
    before.forEach((family, i) => {
      if (family !== now[i]) judge.invalid(primaryFamily, now, onceSet, again);
    });
    return;
  }
  if (now.length < before.length && !spec.clusterIPs?.length) {
    judge.invalid(primaryFamily, spec.ipFamilies, 'primary ipFamily can not be unset');
  }
  if (now.length > 0 && before.length > 0 && now[0] !== before[0]) {
    judge.invalid(primaryFamily, spec.clusterIPs, onceSet, again);
  }
  if (now.length === 1 && before.length > 1 && spec.ipFamilyPolicy !== 'SingleStack') {
    const why = "must be set to 'SingleStack' when releasing the secondary ipFamily";
    judge.invalid(policy, spec.ipFamilyPolicy, why);
  }
};

const balancerClass: Rule = (judge, spec, old) => {
  const bothBalance = spec.type === 'LoadBalancer' && old.type === 'LoadBalancer';
  if (!bothBalance || spec.loadBalancerClass === old.loadBalancerClass) return;
  judge.invalid(['spec', 'loadBalancerClass'], spec.loadBalancerClass, onceSet, again);
};

const healthPort: Rule = (judge, spec, old) => {
  if (!needsHealthPort(old) || !needsHealthPort(spec)) return;
  if (spec.healthCheckNodePort === old.healthCheckNodePort) return;
  judge.forbidden(['spec', 'healthCheckNodePort'], 'field is immutable', again);
};

const again = { hint: 'delete it first, then apply it' };

/**
 * The rules for a Service that replaces a stored one (`ValidateServiceUpdate`, pkg/apis/core/validation). Both as the
 * API server has them by then: defaults and allocated values filled in.
 */
export function validateServiceUpdate(service: Service, old: Service): readonly Fault[] {
  const judge = new Judge();
  const { spec } = service;
  if (spec.type !== 'ExternalName' && old.spec.type !== 'ExternalName') {
    clusterIPs(judge, spec, old.spec);
    families(judge, spec, old.spec);
  }
  balancerClass(judge, spec, old.spec);
  healthPort(judge, spec, old.spec);
  return [...judge.faults, ...validateServiceAgainst(service, old)];
}
