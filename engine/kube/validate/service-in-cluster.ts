import type { Cluster } from '../cluster.ts';
import type { GateName } from '../releases/gates.ts';
import { isOn } from '../releases/is-on.ts';
import { initFamilies } from '../service/families.ts';
import { normalizeClusterIPs } from '../service/cluster-ips.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Service } from '../types/service.ts';
import { formatVersion, isAtLeast } from '../version.ts';
import { Judge } from './judge.ts';
import { dns1035LabelFaults, dns1123LabelFaults } from './names.ts';

/** A rule that asks for the cluster: its families, its release, its feature gates. */
type Rule = (judge: Judge, service: Service, cluster: Cluster) => void;

/** Names and values that later releases take, and fields that they lost. */
const name: Rule = (judge, { metadata }, cluster) => {
  const relaxed = apiServerHas(cluster, 'RelaxedServiceNameValidation');
  const faults = relaxed ? dns1123LabelFaults : dns1035LabelFaults;
  judge.named(['metadata', 'name'], metadata.name, faults(metadata.name));
};

const distribution: Rule = (judge, { spec }, cluster) => {
  const value = spec.trafficDistribution;
  if (!value?.startsWith('PreferSame') || !apiServerHas(cluster, 'ServiceTrafficDistribution')) return;
  if (apiServerHas(cluster, 'PreferSameTrafficDistribution')) return;
  judge.oneOf(['spec', 'trafficDistribution'], value, ['PreferClose']);
};

const topologyKeys: Rule = (judge, { spec }, { version }) => {
  if (!spec.topologyKeys || !isAtLeast(version, '1.22')) return;
  judge.unknownField(['spec', 'topologyKeys'], {
    expected: `no such field since Kubernetes 1.22; this is ${formatVersion(version)}`,
    hint: 'trafficDistribution does what it did',
  });
};

/** External IPs alone make nobody externally accessible before 1.29 (`needsExternalTrafficPolicy`). */
const externalPolicy: Rule = (judge, { spec }, { version }) => {
  const { type = 'ClusterIP', externalTrafficPolicy } = spec;
  if (type !== 'ClusterIP' || !externalTrafficPolicy || !spec.externalIPs?.length) return;
  if (isAtLeast(version, '1.29')) return;
  const why = "may only be set when `type` is 'NodePort' or 'LoadBalancer'";
  judge.invalid(['spec', 'externalTrafficPolicy'], externalTrafficPolicy, why);
};

const mixedProtocols: Rule = (judge, { spec }, cluster) => {
  const protocols = new Set((spec.ports ?? []).map(({ protocol = 'TCP' }) => protocol));
  if (spec.type !== 'LoadBalancer' || protocols.size < 2) return;
  if (apiServerHas(cluster, 'MixedProtocolLBService')) return;
  const why = "may not contain a mix of protocols when 'type' is 'LoadBalancer'";
  judge.invalid(['spec', 'ports'], [...protocols].sort(), why);
};

const onCreate: readonly Rule[] = [name, distribution, topologyKeys, externalPolicy, mixedProtocols];
const onUpdate: readonly Rule[] = [distribution, topologyKeys, mixedProtocols];

/** Rules for a new Service that depend on the cluster. */
export function validateServiceInCluster(service: Service, cluster: Cluster): readonly Fault[] {
  const { faults } = initFamilies(normalizeClusterIPs(service.spec), cluster.ipFamilies);
  return [...judged(onCreate, service, cluster), ...faults];
}

/** The same for one that replaces a stored one, less what its families may be. */
export function validateServiceUpdateInCluster(service: Service, cluster: Cluster): readonly Fault[] {
  return judged(onUpdate, service, cluster);
}

function judged(rules: readonly Rule[], service: Service, cluster: Cluster): readonly Fault[] {
  const judge = new Judge();
  for (const rule of rules) rule(judge, service, cluster);
  return judge.faults;
}

function apiServerHas({ version, featureGates }: Cluster, gate: GateName): boolean {
  return isOn(gate, version, featureGates?.apiServer);
}
