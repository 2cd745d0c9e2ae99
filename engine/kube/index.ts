export type * from './types/index.ts';
export type { Cluster, DetectLocalMode, ProxyConfig, ProxyMode, Version } from './cluster.ts';
export { formatPath, type FieldPath, type Manifest } from './manifest.ts';
export { manifestOf } from './manifest-of.ts';
export { formatRef, isClusterScoped, refOf, type Ref } from './ref.ts';
export { canonicalAddress, familyOf, formatAddress, parseAddress, type Address } from './address.ts';
export {
  contains,
  inRange,
  nthAddress,
  nthSubrange,
  overlaps,
  parseRange,
  sizeOf,
  type Range,
} from './range.ts';
export {
  formatSelector,
  matchesLabels,
  matchesNodeSelectorTerm,
  matchesRequirement,
  matchesSelector,
} from './selector.ts';
export { defaultVersion, formatVersion, isAtLeast, parseVersion } from './version.ts';
export type { Behaviour } from './releases/behaviour.ts';
export { behaviour, behaviours, type BehaviourName, type HintAnnotation } from './releases/behaviours.ts';
export type { Component, Gate, GateSettings, Milestone, Stage } from './releases/gate.ts';
export { gates, type GateName } from './releases/gates.ts';
export { isOn, milestoneOf } from './releases/is-on.ts';
export { knownReleases, newestKnown, oldestKnown, settleRelease } from './releases/known.ts';
export {
  behaviourRows,
  featureRows,
  knownRange,
  type BehaviourRowWords,
  type FeatureRow,
} from './releases/release-table.ts';
export { settleCluster } from './releases/settle-cluster.ts';
export { lifeOf, type WrittenGate } from './releases/written-gates.ts';
export { parseManifests, type ParsedManifests, type RefusedManifest } from './parse/parse-manifests.ts';
export { applyDefaults } from './defaults/apply-defaults.ts';
export { defaultPodSpec } from './defaults/pod.ts';
export { isExternallyAccessible, usualAffinitySeconds } from './defaults/service.ts';
export {
  defaultCluster,
  defaultNodePortRange,
  withProxyMode,
  withVersion,
  type ClusterOptions,
} from './clusters/default-cluster.ts';
export { parseKindConfig, type ParsedCluster } from './clusters/kind-config.ts';
export { checkProxyAtRelease, type AtRelease, type WrittenAt } from './clusters/proxy-at-release.ts';
export { modeLives, modesAt, proxyModes, sayLife, type ModeLife } from './releases/proxy-modes.ts';
export { cniNames, withCni, type Cni } from './clusters/cni.ts';
export { clusterFromNodes } from './clusters/from-nodes.ts';
export { readCluster, type ReadCluster } from './clusters/read-cluster.ts';
export { checkTogether } from './together/check-together.ts';
export { claimFault, clusterIPPool, nodePortPool, type Claim, type Pool } from './together/pool.ts';
export { problemOf } from './problem-of.ts';
export type { Fault } from './structure/check-structure.ts';
export { dropDependent } from './service/drop-dependent.ts';
export { initFamilies, readFamilies } from './service/families.ts';
export {
  getsNodePorts,
  isHeadless,
  mayHaveNodePorts,
  needsClusterIP,
  needsHealthPort,
} from './service/needs.ts';
export { rangesOf, withServiceCIDRs, type ServiceCIDR } from './service/service-cidrs.ts';
export { normalizeClusterIPs } from './service/cluster-ips.ts';
export { patchAllocated } from './service/patch-allocated.ts';
export { validateServiceUpdate } from './validate/service-update.ts';
export { validateServiceUpdateInCluster } from './validate/service-in-cluster.ts';
export { canonicalJson } from './canonical-json.ts';
export { validateUpdate } from './validate/update/validate-update.ts';
export { validateObject } from './validate/validate-object.ts';
export { asWritten } from './validate/service.ts';
export { shown } from './service/shown.ts';
export { validateSpelling } from './validate/strict-addresses.ts';
export { dropDisabled } from './service/drop-disabled.ts';
