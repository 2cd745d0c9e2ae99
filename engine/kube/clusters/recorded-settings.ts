import { parseDocument } from 'yaml';
import type { Manifest } from '../manifest.ts';
import { dialect } from '../parse/dialect.ts';
import { rangesOf } from '../service/service-cidrs.ts';
import { refOf } from '../ref.ts';
import type { KubeObject } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';
import { proxyFrom, splitList, type KubeProxyConfiguration } from './proxy-config.ts';
import type { Cluster, ProxyConfig } from '../cluster.ts';
import { parseGates } from '../releases/written-gates.ts';

/** How a cluster was configured, as far as the objects in it tell. */
export interface RecordedSettings {
  readonly serviceSubnets?: readonly string[] | undefined;
  readonly podSubnets?: readonly string[] | undefined;
  readonly dnsDomain?: string | undefined;
  readonly nodePortRange?: { readonly from: number; readonly to: number } | undefined;
  readonly proxy?: ProxyConfig | undefined;
  readonly featureGates?: Cluster['featureGates'] | undefined;
}

/**
 * Finds the settings in a dump: kubeadm's and kube-proxy's ConfigMaps in kube-system, ServiceCIDR
 * objects, the arguments of the API server's pod. What is not there stays open.
 */
export function recordedSettings(manifests: readonly Manifest[]): RecordedSettings {
  const kubeadm = configMapData(manifests, 'kubeadm-config', 'ClusterConfiguration') as {
    readonly networking?: Readonly<Record<string, string>>;
  };
  const proxy = configMapData(manifests, 'kube-proxy', 'config.conf') as KubeProxyConfiguration | undefined;
  const server = argumentsOf(manifests, 'kube-apiserver');
  const manager = argumentsOf(manifests, 'kube-controller-manager');
  const gates = [server, manager].map((args) => parseGates(args.get('feature-gates') ?? ''));
  const { serviceSubnet, podSubnet, dnsDomain } = kubeadm?.networking ?? {};
  const [, from, to] = /^(\d+)-(\d+)$/.exec(server.get('service-node-port-range') ?? '') ?? [];
  return {
    serviceSubnets:
      serviceCidrs(manifests) ?? listOf(server.get('service-cluster-ip-range')) ?? listOf(serviceSubnet),
    podSubnets: listOf(podSubnet) ?? listOf(proxy?.clusterCIDR),
    dnsDomain,
    nodePortRange: from === undefined ? undefined : { from: Number(from), to: Number(to) },
    proxy: proxy && proxyFrom(proxy),
    featureGates: gates.some((own) => Object.keys(own).length > 0)
      ? { apiServer: gates[0] ?? {}, controllers: gates[1] ?? {} }
      : undefined,
  };
}

function configMapData(manifests: readonly Manifest[], name: string, key: string): unknown {
  const found = manifests.find(({ object }) => {
    const ref = refOf(object);
    return ref.kind === 'ConfigMap' && ref.namespace === 'kube-system' && ref.name === name;
  });
  const data = (found?.object as KubeObject & { readonly data?: Readonly<Record<string, string>> })?.data;
  const document = parseDocument(data?.[key] ?? '', dialect);
  if (document.errors.length > 0) return undefined;
  const value: unknown = document.toJS();
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** The ranges that the API server itself published (ServiceCIDR, networking.k8s.io/v1). */
function serviceCidrs(manifests: readonly Manifest[]): readonly string[] | undefined {
  const objects = manifests.map(({ object }) => object).filter(({ kind }) => kind === 'ServiceCIDR');
  const sorted = objects.sort((a, b) => rank(a) - rank(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
  const ranges = sorted.flatMap(rangesOf);
  return ranges.length === 0 ? undefined : [...new Set(ranges)];
}

/** `kubernetes` is the one that the API server's own flag makes; it names the primary family first. */
function rank(object: KubeObject): number {
  return object.metadata.name === 'kubernetes' ? 0 : 1;
}

/** The arguments of a component of the control plane, from the pod that runs it. */
function argumentsOf(manifests: readonly Manifest[], component: string): ReadonlyMap<string, string> {
  const pod = manifests.find(
    ({ object }) =>
      object.kind === 'Pod' &&
      object.metadata.namespace === 'kube-system' &&
      object.metadata.labels?.['component'] === component,
  );
  const words = (pod?.object as Pod | undefined)?.spec.containers.flatMap(({ command = [], args = [] }) => [
    ...command,
    ...args,
  ]);
  return new Map(
    (words ?? []).flatMap((word) => {
      const [, name, value] = /^--([\w-]+)=(.*)$/.exec(word) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text ? splitList(text) : undefined;
}
