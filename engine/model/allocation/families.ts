import { familyOf, type Cluster, type IPFamily, type ServiceSpec } from '../../kube/index.ts';

export interface Families {
  readonly ipFamilies: readonly IPFamily[];
  readonly ipFamilyPolicy: NonNullable<ServiceSpec['ipFamilyPolicy']>;
}

/**
 * The address families of a Service, as the API server fills them in: what is written, else those of
 * the written cluster IPs, else the cluster's first. A headless Service without selector asks for
 * both, even where the cluster has one (KEP-563; `defaultOnCreate` of the Service registry).
 */
export function familiesOf(cluster: Cluster, spec: ServiceSpec): Families {
  const headless = isHeadless(spec);
  const open = headless && Object.keys(spec.selector ?? {}).length === 0;
  const written = spec.ipFamilies ?? writtenIPs(spec).flatMap((ip) => familyOf(ip) ?? []);
  const first = written[0] ?? cluster.ipFamilies[0] ?? 'IPv4';
  const both = written.length > 1;
  const ipFamilyPolicy =
    spec.ipFamilyPolicy ?? (both || (open && written.length === 0) ? 'RequireDualStack' : 'SingleStack');
  // Two families under SingleStack are those of a Service that gives the second one back.
  if (ipFamilyPolicy === 'SingleStack') return { ipFamilyPolicy, ipFamilies: [first] };
  const wantsBoth = open || cluster.ipFamilies.length > 1;
  return { ipFamilyPolicy, ipFamilies: both ? written : wantsBoth ? [first, other(first)] : [first] };
}

export function isHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIP === 'None' || spec.clusterIPs?.[0] === 'None';
}

/** The cluster IPs that were asked for, `None` left out. */
export function writtenIPs(spec: ServiceSpec): readonly string[] {
  const ips = spec.clusterIPs?.length ? spec.clusterIPs : spec.clusterIP ? [spec.clusterIP] : [];
  return ips.filter((ip) => ip !== '' && ip !== 'None');
}

function other(family: IPFamily): IPFamily {
  return family === 'IPv4' ? 'IPv6' : 'IPv4';
}
