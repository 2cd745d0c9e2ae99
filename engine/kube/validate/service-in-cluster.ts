import type { Cluster } from '../cluster.ts';
import type { Fault } from '../structure/check-structure.ts';
import type { Service } from '../types/service.ts';
import { formatVersion, isAtLeast } from '../version.ts';
import { Judge } from './judge.ts';
import { dns1035LabelFaults } from './names.ts';
import { isHeadless } from './service-addresses.ts';

/** Rules for one Service that depend on the cluster: its families, its release. On create only. */
export function validateServiceInCluster(service: Service, cluster: Cluster): readonly Fault[] {
  const judge = new Judge();
  families(judge, service, cluster);
  releases(judge, service, cluster);
  return judge.faults;
}

/** `initIPFamilyFields` in pkg/registry/core/service/storage/alloc.go. */
function families(judge: Judge, { spec }: Service, { ipFamilies }: Cluster): void {
  if (spec.type === 'ExternalName') return;
  // A headless Service that selects nothing may name families that the cluster does not have.
  if (isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0) return;
  if (spec.ipFamilyPolicy === 'RequireDualStack' && ipFamilies.length < 2) {
    const why = 'this cluster is not configured for dual-stack services';
    judge.invalid(['spec', 'ipFamilyPolicy'], spec.ipFamilyPolicy, why, {
      hint: 'ipFamilyPolicy: PreferDualStack',
    });
  }
  spec.ipFamilies?.forEach((family, i) => {
    if (ipFamilies.includes(family) || !['IPv4', 'IPv6'].includes(family)) return;
    const expected = ipFamilies.join(' or ');
    judge.invalid(['spec', 'ipFamilies', i], family, 'not configured on this cluster', { expected });
  });
}

/** Names and values that later releases take, and fields that they lost. */
function releases(judge: Judge, { spec, metadata }: Service, { version }: Cluster): void {
  if (!isAtLeast(version, '1.36')) {
    const path = ['metadata', 'name'];
    judge.named(path, metadata.name, dns1035LabelFaults(metadata.name));
  }
  const distribution = spec.trafficDistribution;
  if (distribution?.startsWith('PreferSame') && !isAtLeast(version, '1.34')) {
    judge.oneOf(['spec', 'trafficDistribution'], distribution, ['PreferClose']);
  }
  if (spec.topologyKeys && isAtLeast(version, '1.22')) {
    const hint = 'trafficDistribution does what it did';
    judge.forbidden(['spec', 'topologyKeys'], `Kubernetes ${formatVersion(version)} has no such field`, {
      hint,
    });
  }
  const protocols = new Set((spec.ports ?? []).map(({ protocol = 'TCP' }) => protocol));
  if (spec.type === 'LoadBalancer' && protocols.size > 1 && !isAtLeast(version, '1.24')) {
    const why = "may not contain a mix of protocols when 'type' is 'LoadBalancer'";
    judge.invalid(['spec', 'ports'], [...protocols].sort(), why);
  }
}
