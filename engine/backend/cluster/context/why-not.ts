import { inRange, formatVersion, type Cluster } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';

/** What a cluster that we did not make has, as far as scenarios ask for it. */
export interface Abilities {
  readonly cluster: Cluster;
  /** Scenario's names of its nodes. */
  readonly nodes: ReadonlySet<string>;
  /** True where pods may use their node's network. */
  readonly hosts: boolean;
  /** Resources that can be missed and that we may not use: `secrets`. */
  readonly denied: ReadonlySet<string>;
  /** Classes of ingress controllers. */
  readonly ingressClasses: readonly string[];
  /** Whether somebody gives load balancers their addresses; asked only when a scenario needs it. */
  readonly loadBalancer: () => Promise<boolean>;
  /** The same, once a provider that the run brings along was installed where there is none. */
  readonly providedLoadBalancer: () => Promise<boolean>;
}

type Reason = string | undefined | false;

/** One thing that scenarios may want, and why it can't be had. */
type Check = (wish: Wish, abilities: Abilities) => Reason | Promise<Reason>;

interface Wish {
  readonly setting: Setting;
  /** Sentences, tables and texts. */
  readonly text: string;
  /** The same, and the files that they name. */
  readonly all: string;
  readonly tags: readonly string[];
}

/** In the order in which a reader wants to hear of them: what the cluster is comes first. */
const checks: readonly Check[] = [
  missingNodes,
  ({ setting, text }, { nodes }) =>
    /^(?:the cluster "|a cluster of \d)/m.test(text) &&
    nodes.size < setting.cluster.nodes.length &&
    `it has ${nodes.size === 1 ? 'one node' : `${nodes.size} nodes`}, not ${setting.cluster.nodes.length}`,
  ({ setting }, { cluster }) =>
    setting.kindConfig &&
    setting.cluster.proxy.mode !== cluster.proxy.mode &&
    `its proxy mode is ${cluster.proxy.mode}, not ${setting.cluster.proxy.mode}`,
  ({ text }, { cluster }) => {
    const wanted = /^Kubernetes (\d+\.\d+)/m.exec(text)?.[1];
    const own = formatVersion(cluster.version);
    return wanted !== undefined && wanted !== own && `its Kubernetes is ${own}, not ${wanted}`;
  },
  ({ setting }, { cluster }) => {
    const missing = setting.cluster.ipFamilies.filter((family) => !cluster.ipFamilies.includes(family));
    return missing.length > 0 && `it has no ${missing.join(' and no ')}`;
  },
  foreignAddress,
  ({ text }) => faults.test(text) && 'its nodes and its system belong to somebody else',
  ({ text }) => /\boutside\b/.test(text) && 'nobody can be asked from outside of it',
  ({ text }, { hosts }) =>
    /\bhost\b/.test(text) && !hosts && 'it does not let pods use the network of a node',
  ({ all, setting }) =>
    !setting.keepImages &&
    /\bhostNetwork["']?:\s*true\b|\bhostPort["']?:/.test(all) &&
    'Pod Security level "restricted" has no place for hostNetwork and hostPort',
  ({ all }, { denied }) =>
    /\bkind["']?:\s*["']?Secret\b/.test(all) && denied.has('secrets') && 'we may not write Secrets in it',
  ({ all }, { denied }) =>
    /\bloadBalancer["']?:\s*\{?\s*["']?ingress\b/.test(all) &&
    denied.has('services/status') &&
    'we may not play the provider of a load balancer in it',
  ({ tags }, { ingressClasses }) =>
    tags.includes('@needs-ingress') && ingressClasses.length === 0 && 'it has no ingress controller',
  async ({ tags }, { providedLoadBalancer }) =>
    tags.includes('@needs-loadbalancer') &&
    !(await providedLoadBalancer()) &&
    'nobody gives its load balancers an address',
  async ({ text }, { loadBalancer }) =>
    /\bhas no address\b/.test(text) && (await loadBalancer()) && 'its load balancers get an address',
];

/** Why a scenario can't run in a cluster that we did not make; nothing if it can. */
export async function whyNot(setting: Setting, abilities: Abilities): Promise<string | undefined> {
  const { text = '', files = '', tags = [] } = setting;
  const wish: Wish = { setting, text, all: `${text}\n${files}`, tags };
  for (const check of checks) {
    const reason = await check(wish, abilities);
    if (typeof reason === 'string') return reason;
  }
  return undefined;
}

/** Sentences that do something to machines or to kube-system, which belong to somebody else. */
const faults =
  /\bnode "[^"]*" (?:stops|starts|is (?:cut off|reconnected|stopped|started))|kube-proxy .*(?:stops|stopped|starts)|CoreDNS is scaled/;

/** Nodes that sentences name, or that manifests place their pods on. */
function missingNodes({ text, all }: Wish, { nodes }: Abilities): Reason {
  const named = text.match(/\b(?:worker|control-plane)\d*\b/g) ?? [];
  const placed = [
    ...all.matchAll(/\b(?:nodeName|kubernetes\.io\/hostname)["']?:\s*["']?((?:worker|control-plane)\d*)\b/g),
  ].map(([, name = '']) => name);
  const missing = [...new Set([...named, ...placed])].filter((name) => !nodes.has(name)).sort();
  if (missing.length === 0) return undefined;
  if (missing.includes('worker2') || nodes.size === 1) {
    const own = nodes.size === 1 ? 'it has no second node' : `it has ${nodes.size} nodes`;
    return `${own}: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
  }
  return `it has no node for ${missing.join(', ')}`;
}

/** An address that a manifest asks for must be one that this cluster gives. */
function foreignAddress({ text, all }: Wish, { cluster }: Abilities): Reason {
  // Some scenarios are about addresses that nobody may have.
  if (/^the manifest is rejected\b/m.test(text)) return undefined;
  const asked = [...all.matchAll(/\bclusterIP["']?:\s*["']?([\da-fA-F:.]*\d[\da-fA-F:.]*)/g)].map(
    ([, address = '']) => address,
  );
  const foreign = asked.find((address) => !cluster.serviceSubnets.some((range) => inRange(address, range)));
  return foreign !== undefined && `${foreign} is not of its Services' range`;
}
