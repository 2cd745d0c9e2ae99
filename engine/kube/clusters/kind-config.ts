import { sortProblems, type Problem } from '../../errors/index.ts';
import type { Cluster, ProxyMode } from '../cluster.ts';
import type { GateSettings } from '../releases/gate.ts';
import { parseGates, type WrittenGate } from '../releases/written-gates.ts';
import { gatesInPatches, gatesIn } from './gates-in.ts';
import type { Fields } from '../parse/fields.ts';
import { readDocuments } from '../parse/read-documents.ts';
import { Source } from '../parse/source.ts';
import { defaultVersion, parseVersion } from '../version.ts';
import { effectsOf } from './cni.ts';
import { ConfigFile } from './config-file.ts';
import { defaultCluster, defaultNodePortRange } from './default-cluster.ts';
import { kindSubnetsOf } from './kind-networking.ts';
import { kindNodes, nodeCapacity } from './kind-nodes.ts';
import { plansOf } from './kind-plans.ts';
import type { KindConfig } from './kind-types.ts';
import { extraArgs, mergePatches, readPatches, type Patch } from './kubeadm-patches.ts';
import { checkProxy } from './check-proxy.ts';
import type { WrittenAt } from './proxy-at-release.ts';
import { defaultProxy, proxyFrom } from './proxy-config.ts';

export interface ParsedCluster {
  /** The default cluster where there are problems. */
  readonly cluster: Cluster;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Where the configuration of the proxies was written. */
  readonly proxyWrittenAt?: WrittenAt;
  /** Feature gates that the file switches: whether they can be depends on the release. */
  readonly gates: readonly WrittenGate[];
}

/** Reads a kind config (`kind: Cluster`, kind.x-k8s.io/v1alpha4) into the cluster that kind would make of it. */
export function parseKindConfig(text: string, file: string): ParsedCluster {
  const { reads, problems } = readDocuments(new Source(file, text));
  const [first, second] = reads;
  if (!first && problems.length === 0) {
    problems.push({
      what: 'The file is empty',
      where: { file, line: 1, column: 1 },
      expected: 'a kind config',
    });
  }
  if (second) {
    problems.push({
      what: 'A kind config is one document; this file has several',
      where: second.fields.placeOf([]),
    });
  }
  if (!first || problems.length > 0) return failed(problems);
  return kindCluster(first.value, first.fields);
}

/** The cluster of a kind config that has been read already. */
export function kindCluster(value: unknown, fields: Fields): ParsedCluster {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const file = new ConfigFile('Cluster', value as KindConfig, fields, problems);
  const head = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (head['apiVersion'] !== 'kind.x-k8s.io/v1alpha4' || head['kind'] !== 'Cluster') {
    file.say({
      path: [head['kind'] === 'Cluster' ? 'apiVersion' : 'kind'],
      what: 'not a kind config',
      hint: 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4',
    });
    return failed(problems);
  }
  if (!file.hasRightShape()) return failed(problems);
  const patches = readPatches(
    file.value.kubeadmConfigPatches ?? [],
    ['kubeadmConfigPatches'],
    fields,
    problems,
  );
  const cluster = clusterOf(file, patches, problems, warnings);
  if (!cluster || problems.length > 0) return failed(problems);
  const gates = [...gatesIn(file, file.value.featureGates), ...gatesInPatches(patches)];
  return { cluster, problems: [], warnings, proxyWrittenAt: proxyWrittenAt(file, patches), gates };
}

/** The last patch that has a field decides; kind itself writes the mode. */
function proxyWrittenAt(file: ConfigFile<KindConfig>, patches: readonly Patch[]): WrittenAt {
  const own = patches.filter(({ kind }) => kind === 'KubeProxyConfiguration');
  return (field) => {
    const patch = own.findLast((one) => one.writtenAt(field) !== undefined);
    if (patch) return patch.writtenAt(field);
    return field[0] === 'mode' ? file.writtenAt(['networking', 'kubeProxyMode']) : undefined;
  };
}

function clusterOf(
  file: ConfigFile<KindConfig>,
  patches: readonly Patch[],
  problems: Problem[],
  warnings: Problem[],
): Cluster | undefined {
  const config = file.value;
  const subnets = kindSubnetsOf(file);
  const plans = plansOf(file, patches, problems);
  const mode = modeOf(file, warnings);
  for (const patch of patches) {
    if (patch.kind === 'KubeProxyConfiguration') checkProxy(patch);
  }
  const kubeadm = mergePatches(patches, 'ClusterConfiguration') as KubeadmCluster;
  const nodePortRange = nodePortRangeOf(kubeadm, patches);
  if (!subnets || !mode || !nodePortRange) return undefined;
  if (subnets.pods.some((subnet) => nodeCapacity(subnet) < plans.length)) {
    file.say({
      path: ['networking', 'podSubnet'],
      what: `too small for the pod ranges of ${plans.length} nodes`,
      expected: 'a /24 (IPv6: a /64) for each node',
    });
    return undefined;
  }
  warnOfIgnored(file, warnings);
  const featureGates = config.featureGates ?? undefined;
  const base = { ...defaultProxy, mode, clusterCIDRs: subnets.pods, ...(featureGates && { featureGates }) };
  const image = config.nodes?.find((node) => node.role !== 'worker')?.image ?? config.nodes?.[0]?.image;
  const version = parseVersion(image ?? '') ?? defaultVersion;
  return {
    version,
    ipFamilies: subnets.families,
    podSubnets: subnets.pods,
    serviceSubnets: subnets.services,
    nodePortRange,
    dnsDomain: kubeadm.networking?.dnsDomain ?? 'cluster.local',
    proxy: proxyFrom(mergePatches(patches, 'KubeProxyConfiguration'), base),
    nodes: kindNodes(plans, { version, families: subnets.families, podSubnets: subnets.pods }),
    ...effectsOf(config.networking?.disableDefaultCNI === true ? 'none' : 'kindnet'),
    ...controlPlaneGates(featureGates ?? {}, kubeadm),
  };
}

/** What the API server and the controllers are started with: an argument of their own replaces kind's. */
function controlPlaneGates(own: GateSettings, kubeadm: KubeadmCluster): Pick<Cluster, 'featureGates'> {
  const of = (args: unknown): GateSettings => {
    const text = extraArgs(args)['feature-gates'];
    return text === undefined ? own : parseGates(text);
  };
  const apiServer = of(kubeadm.apiServer?.extraArgs);
  const controllers = of(kubeadm.controllerManager?.extraArgs);
  const any = [apiServer, controllers].some((gates) => Object.keys(gates).length > 0);
  return any ? { featureGates: { apiServer, controllers } } : {};
}

interface KubeadmCluster {
  readonly networking?: { readonly dnsDomain?: string };
  readonly apiServer?: { readonly extraArgs?: unknown };
  readonly controllerManager?: { readonly extraArgs?: unknown };
}

function modeOf(file: ConfigFile<KindConfig>, warnings: Problem[]): ProxyMode | undefined {
  const path = ['networking', 'kubeProxyMode'];
  const mode = file.value.networking?.kubeProxyMode || 'iptables';
  if (!file.checkOneOf(path, mode, ['iptables', 'ipvs', 'nftables', 'none'])) return undefined;
  if (mode !== 'none') return mode as ProxyMode;
  warnings.push(file.problem({ path, what: 'no kube-proxy: the model answers as its iptables mode would' }));
  return 'iptables';
}

/** `--service-node-port-range`, from the API server's extra arguments. */
function nodePortRangeOf(
  kubeadm: KubeadmCluster,
  patches: readonly Patch[],
): Cluster['nodePortRange'] | undefined {
  const text = extraArgs(kubeadm.apiServer?.extraArgs)['service-node-port-range'];
  if (text === undefined) return defaultNodePortRange;
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const range = { from: Number(from), to: Number(to) };
  if (from !== undefined && range.from >= 1 && range.from <= range.to && range.to <= 65535) return range;
  patches
    .filter((patch) => patch.kind === 'ClusterConfiguration')
    .at(-1)
    ?.say({
      path: ['apiServer', 'extraArgs'],
      what: `service-node-port-range "${text}" is no range of ports`,
      expected: 'such as 30000-32767',
    });
  return undefined;
}

function warnOfIgnored(file: ConfigFile<KindConfig>, warnings: Problem[]): void {
  const { kubeadmConfigPatchesJSON6902: patches, nodes, networking } = file.value;
  const ignored = (path: (string | number)[], what: string): void => {
    warnings.push(file.problem({ path, atKey: true, what }));
  };
  const field = 'kubeadmConfigPatchesJSON6902';
  const words = 'the model does not read JSON patches; kubeadmConfigPatches it does';
  if (patches?.length) ignored([field], words);
  (nodes ?? []).forEach((node, i) => {
    if (node[field]?.length) ignored(['nodes', i, field], words);
  });
  if (networking?.disableDefaultCNI === true) {
    ignored(
      ['networking', 'disableDefaultCNI'],
      'the model knows no effects of another pod network than kindnet',
    );
  }
}

function failed(problems: readonly Problem[]): ParsedCluster {
  return { cluster: defaultCluster(), problems: sortProblems(problems), warnings: [], gates: [] };
}
