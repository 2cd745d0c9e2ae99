import { canonicalAddress, familyOf } from '../address.ts';
import type { Cluster, ProxyConfig, Version } from '../cluster.ts';
import type { Manifest } from '../manifest.ts';
import { inRange, parseRange } from '../range.ts';
import { refOf } from '../ref.ts';
import type { Node } from '../types/node.ts';
import type { IPFamily, Service } from '../types/service.ts';
import { defaultVersion, parseVersion } from '../version.ts';
import { cniOf, effectsOf } from './cni.ts';
import { coveringRange } from './cover.ts';
import { defaultNodePortRange, familiesOf, kindSubnets } from './default-cluster.ts';
import { completeNodes } from './complete-nodes.ts';
import { defaultProxy } from './proxy-config.ts';
import { recordedSettings } from './recorded-settings.ts';

/**
 * The cluster that Node objects describe, together with whatever else of a dump tells how it was configured.
 * Ranges that nobody names are kind's, made wide enough for every address on record. Nothing
 * without any Node.
 */
export function clusterFromNodes(
  manifests: readonly Manifest[],
  proxy?: ProxyConfig,
  version?: Version,
): Cluster | undefined {
  const written = manifests.filter((manifest): manifest is Manifest<Node> => manifest.object.kind === 'Node');
  if (written.length === 0) return undefined;
  const settings = recordedSettings(manifests);
  const services = manifests.flatMap(({ object }) => (object.kind === 'Service' ? [object as Service] : []));
  const ipFamilies = familiesFor(written, services, settings.serviceSubnets ?? []);
  const podSubnets = settings.podSubnets ?? podSubnetsFor(written, ipFamilies);
  const ownProxy = proxy ?? settings.proxy ?? defaultProxy;
  const release = version ?? versionOf(written);
  return {
    version: release,
    ipFamilies,
    podSubnets,
    serviceSubnets: serviceSubnetsFor(settings.serviceSubnets, services, ipFamilies),
    nodePortRange: nodePortRangeFor(settings.nodePortRange, services),
    dnsDomain: settings.dnsDomain ?? 'cluster.local',
    proxy: isAsWritten(written, proxy, settings.proxy) ? ownProxy : withPodRanges(ownProxy, podSubnets),
    nodes: completeNodes(written, { version: release, families: ipFamilies, podSubnets }),
    ...effectsOf(cniOf(written)),
    ...(settings.featureGates && { featureGates: settings.featureGates }),
  };
}

/**
 * A configuration on record is complete. One that somebody wrote is, too, but for kubeadm's clusters, where
 * kubeadm puts the pod ranges in; without any, kubeadm's is taken to be there.
 */
function isAsWritten(
  nodes: readonly Manifest<Node>[],
  proxy: ProxyConfig | undefined,
  recorded: ProxyConfig | undefined,
): boolean {
  if (proxy) return !nodes.every(({ object }) => object.spec?.providerID?.startsWith('kind://'));
  return recorded !== undefined;
}

function withPodRanges(proxy: ProxyConfig, podSubnets: readonly string[]): ProxyConfig {
  return proxy.clusterCIDRs.length === 0 ? { ...proxy, clusterCIDRs: podSubnets } : proxy;
}

/** The API server's own Service tells the primary family best; then ranges, then the nodes. */
function familiesFor(
  nodes: readonly Manifest<Node>[],
  services: readonly Service[],
  ranges: readonly string[],
): readonly IPFamily[] {
  const own = services.find(
    (service) => refOf(service).name === 'kubernetes' && refOf(service).namespace === 'default',
  );
  const primary = own && familyOf(own.spec.clusterIP ?? '');
  const recorded = services.flatMap(({ spec }) => spec.clusterIPs ?? [spec.clusterIP ?? '']);
  const ofNodes = nodes.flatMap(({ object }) => [
    ...familiesOf(object.spec?.podCIDRs ?? [object.spec?.podCIDR ?? '']),
    ...(object.status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP')
      .flatMap(({ address }) => familyOf(address) ?? []),
  ]);
  const all = [
    ...(primary ? [primary] : []),
    ...familiesOf(ranges),
    ...recorded.flatMap((address) => familyOf(address) ?? []),
  ];
  const families = [...new Set(all.length > 0 ? all : ofNodes)];
  return families.length > 0 ? families : ['IPv4'];
}

function podSubnetsFor(nodes: readonly Manifest<Node>[], families: readonly IPFamily[]): string[] {
  const own = nodes.flatMap(({ object }) => object.spec?.podCIDRs ?? [object.spec?.podCIDR ?? '']);
  return families.map((family) => {
    const given = own.filter((range) => parseRange(range)?.family === family);
    const wide = kindSubnets.pod[family];
    if (given.every((range) => inRange(range.split('/')[0] ?? '', wide))) return wide;
    return coveringRange(family, given, family === 'IPv4' ? 16 : 56) ?? wide;
  });
}

function serviceSubnetsFor(
  known: readonly string[] | undefined,
  services: readonly Service[],
  families: readonly IPFamily[],
): readonly string[] {
  const recorded = services.flatMap(({ spec }) =>
    (spec.clusterIPs ?? [spec.clusterIP ?? '']).flatMap((address) => canonicalAddress(address) ?? []),
  );
  const ranges = known ?? families.map((family) => kindSubnets.service[family]);
  const outside = recorded.filter((address) => !ranges.some((range) => inRange(address, range)));
  const covered = new Set(ranges.flatMap((range) => parseRange(range)?.family ?? []));
  return [
    ...ranges.map((range) => {
      const family = parseRange(range)?.family ?? 'IPv4';
      const own = outside.filter((address) => familyOf(address) === family);
      if (own.length === 0) return range;
      // What an API server has accepted was in its range: a guess that leaves it out is wrong.
      const all = recorded.filter((address) => familyOf(address) === family);
      return coveringRange(family, known ? [range, ...all] : all, family === 'IPv4' ? 16 : 112) ?? range;
    }),
    ...families.filter((family) => !covered.has(family)).map((family) => kindSubnets.service[family]),
  ];
}

function nodePortRangeFor(
  known: Cluster['nodePortRange'] | undefined,
  services: readonly Service[],
): Cluster['nodePortRange'] {
  if (known) return known;
  const { from, to } = defaultNodePortRange;
  const ports = services
    .filter((service) => service.metadata.uid !== undefined)
    .flatMap(({ spec }) => (spec.ports ?? []).flatMap(({ nodePort }) => nodePort || []));
  return { from: Math.min(from, ...ports), to: Math.max(to, ...ports) };
}

function versionOf(nodes: readonly Manifest<Node>[]): Version {
  const controlPlane = nodes.find(
    ({ object }) => object.metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined,
  );
  const { status } = (controlPlane ?? nodes[0]!).object;
  return parseVersion(status?.nodeInfo?.['kubeletVersion'] ?? '') ?? defaultVersion;
}
