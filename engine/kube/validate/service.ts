import { isExternallyAccessible } from '../defaults/service.ts';
import { parseRange } from '../range.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Service } from '../types/service.ts';
import { validateAddress, validateEndpointAddress } from './addresses.ts';
import { Judge } from './judge.ts';
import { validateLabels } from './labels.ts';
import { dns1123SubdomainFaults, qualifiedNameFaults } from './names.ts';
import { normalizeClusterIPs } from '../service/cluster-ips.ts';
import { judgeWrittenFamilies } from '../service/families.ts';
import { isHeadless } from '../service/needs.ts';
import { validateClusterIPs } from './service-addresses.ts';
import { validateServicePorts } from './service-ports.ts';

/**
 * A rule of `validateService` (pkg/apis/core/validation/validation.go), or a few that belong together. What an update
 * leaves as it is stored (`old`) was right once, and stays so.
 */
type Rule = (judge: Judge, service: Service, old?: Service) => void;

/** Seconds in a day: the longest that an affinity lasts. */
const longestAffinity = 86400;
const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const balancerOnly = "may only be used when `type` is 'LoadBalancer'";

const type: Rule = (judge, { spec }) => {
  judge.oneOf(['spec', 'type'], spec.type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']);
};

const headless: Rule = (judge, { spec }) => {
  if (!isHeadless(spec) || (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer')) return;
  judge.invalid(['spec', 'clusterIPs', 0], 'None', `may not be set to 'None' for ${spec.type} services`);
};

const externalName: Rule = (judge, { spec }) => {
  if (spec.type !== 'ExternalName') return;
  const none = 'may not be set for ExternalName services';
  if (spec.clusterIPs?.length) judge.forbidden(['spec', 'clusterIPs'], none);
  if (spec.ipFamilies?.length) judge.forbidden(['spec', 'ipFamilies'], none);
  if (spec.ipFamilyPolicy !== undefined) judge.forbidden(['spec', 'ipFamilyPolicy'], none);
  const path = ['spec', 'externalName'];
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') judge.required(path, '', { hint: 'externalName: db.example.com' });
  else judge.named(path, name, dns1123SubdomainFaults(name));
};

const selector: Rule = (judge, { spec }) => validateLabels(judge, spec.selector, ['spec', 'selector']);

const affinity: Rule = (judge, { spec }) => {
  judge.oneOf(['spec', 'sessionAffinity'], spec.sessionAffinity, ['ClientIP', 'None']);
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (spec.sessionAffinity !== 'ClientIP' || seconds === undefined) return;
  if (seconds > 0 && seconds <= longestAffinity) return;
  const path = ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'];
  judge.invalid(path, seconds, `must be greater than 0 and less than ${longestAffinity}`);
};

const externalIPs: Rule = (judge, { spec }, old) =>
  spec.externalIPs?.forEach((address, i) => {
    const path = ['spec', 'externalIPs', i];
    const known = old?.spec.externalIPs?.includes(address) ?? false;
    if (known || validateAddress(judge, address, path)) validateEndpointAddress(judge, address, path);
  });

const sourceRanges: Rule = (judge, { spec, metadata }, old) => {
  // The capital L is the API server's own.
  const path = ['spec', 'LoadBalancerSourceRanges'];
  const at = ['spec', 'loadBalancerSourceRanges'];
  const why = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  const isBalancer = spec.type === 'LoadBalancer';
  if (spec.loadBalancerSourceRanges?.length) {
    if (!isBalancer) judge.forbidden(path, balancerOnly, { at });
    const known = new Set(old?.spec.loadBalancerSourceRanges?.map((range) => range.trim()));
    spec.loadBalancerSourceRanges.forEach((range, i) => {
      if (!parseRange(range) && !known.has(range.trim()))
        judge.invalid([...path, i], range.trim(), why, { at: [...at, i] });
    });
    return;
  }
  const annotation = metadata.annotations?.[rangesAnnotation];
  if (annotation === undefined) return;
  const own = ['metadata', 'annotations', rangesAnnotation];
  if (!isBalancer) judge.forbidden(own, balancerOnly);
  if (annotation === old?.metadata.annotations?.[rangesAnnotation]) return;
  for (const range of annotation.trim() === '' ? [] : annotation.split(',')) {
    if (!parseRange(range)) judge.invalid(own, range.trim(), why);
  }
};

const balancerFields: Rule = (judge, { spec }) => {
  const { allocateLoadBalancerNodePorts: allocate, loadBalancerClass } = spec;
  if (spec.type !== 'LoadBalancer') {
    if (allocate !== undefined) judge.forbidden(['spec', 'allocateLoadBalancerNodePorts'], balancerOnly);
    if (loadBalancerClass !== undefined) judge.forbidden(['spec', 'loadBalancerClass'], balancerOnly);
  } else if (loadBalancerClass !== undefined) {
    judge.named(['spec', 'loadBalancerClass'], loadBalancerClass, qualifiedNameFaults(loadBalancerClass));
  }
};

const policies: Rule = (judge, service) => {
  const { spec } = service;
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal } = spec;
  if (isExternallyAccessible(service)) {
    judge.oneOf(['spec', 'externalTrafficPolicy'], external, ['Cluster', 'Local']);
  } else if (external) {
    judge.invalid(
      ['spec', 'externalTrafficPolicy'],
      external,
      'may only be set for externally-accessible services',
      { hint: 'type: NodePort or LoadBalancer; for clients inside, internalTrafficPolicy' },
    );
  }
  judge.oneOf(['spec', 'internalTrafficPolicy'], internal, ['Cluster', 'Local']);
  const health = spec.healthCheckNodePort;
  if (!health) return;
  const path = ['spec', 'healthCheckNodePort'];
  if (spec.type === 'LoadBalancer' && external === 'Local') judge.port(path, health);
  else {
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    judge.invalid(path, health, why);
  }
};

const distribution: Rule = (judge, { spec }) => {
  const known = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  judge.oneOf(['spec', 'trafficDistribution'], spec.trafficDistribution, known);
};

const topologyAnnotations: Rule = (judge, { metadata }) => {
  const mode = metadata.annotations?.['service.kubernetes.io/topology-mode'];
  const hints = metadata.annotations?.['service.kubernetes.io/topology-aware-hints'];
  if (mode === undefined || hints === undefined || mode === hints) return;
  const path = ['metadata', 'annotations', 'service.kubernetes.io/topology-mode'];
  const why = 'must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified';
  judge.invalid(path, mode, why);
};

const clusterIPs: Rule = (judge, service, old) => validateClusterIPs(judge, service, old?.spec);

/** Said of what is written, before anything is filled in. */
const families: Rule = (judge, { spec }) => judgeWrittenFamilies(judge, spec);

const always: readonly Rule[] = [type, validateServicePorts, selector, affinity, clusterIPs];
/** An API server that accepted an object once keeps it, even where a later release would not take it. */
const unlessRecorded: readonly Rule[] = [
  headless,
  externalName,
  externalIPs,
  sourceRanges,
  balancerFields,
  policies,
  distribution,
  topologyAnnotations,
];

/** The rules for one Service alone; `recorded` if an API server has accepted it before. */
export function validateService(service: Service, recorded: boolean): readonly Fault[] {
  const rules = recorded ? always : [...always, families, ...unlessRecorded];
  const judge = new Judge();
  const normal = { ...service, spec: normalizeClusterIPs(service.spec) };
  for (const rule of rules) rule(judge, normal);
  return judge.faults.map((fault) => asWritten(fault, service));
}

/** The same rules for a Service that replaces a stored one. */
export function validateServiceAgainst(service: Service, old: Service): readonly Fault[] {
  const judge = new Judge();
  for (const rule of [...always, ...unlessRecorded]) rule(judge, service, old);
  return judge.faults;
}

/** The API server copies clusterIP to clusterIPs before it looks; its author knows the one he wrote. */
export function asWritten(fault: Fault, { spec }: Service): Fault {
  const copied = fault.path[1] === 'clusterIPs' && !spec.clusterIPs?.length;
  return copied ? { ...fault, at: ['spec', 'clusterIP'] } : fault;
}
