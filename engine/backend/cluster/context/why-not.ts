import type { Cluster } from '../../../kube/index.ts';
import type { Setting } from '../../back-end.ts';

/** What a cluster that we did not make has, as far as scenarios ask for it. */
export interface Abilities {
  readonly cluster: Cluster;
  /** Scenario's names of its nodes. */
  readonly nodes: ReadonlySet<string>;
  /** True where pods may use their node's network. */
  readonly hosts: boolean;
  /** Classes of ingress controllers. */
  readonly ingressClasses: readonly string[];
  /** Whether somebody gives load balancers their addresses; asked only when a scenario needs it. */
  readonly loadBalancer: () => Promise<boolean>;
}

/** Sentences that do something to machines or to kube-system, which belong to somebody else. */
const faults =
  /\bnode "[^"]*" (?:stops|starts|is (?:cut off|reconnected|stopped|started))|kube-proxy .*(?:stops|stopped|starts)|CoreDNS is scaled/;

/** Why a scenario can't run in a cluster that we did not make; nothing if it can. */
export async function whyNot(setting: Setting, abilities: Abilities): Promise<string | undefined> {
  const { cluster, nodes, hosts, ingressClasses } = abilities;
  const { text = '', tags = [] } = setting;
  const missing = [...new Set(text.match(/\b(?:worker|control-plane)\d*\b/g) ?? [])].filter(
    (name) => !nodes.has(name),
  );
  const [count] = tags.flatMap((tag) => /^@nodes-(\d+)$/.exec(tag)?.[1] ?? []);
  if (missing.length > 0) return `it has no node for ${missing.sort().join(', ')}`;
  if (count !== undefined && nodes.size < Number(count)) return `it has ${nodes.size} nodes, not ${count}`;
  if (setting.kindConfig && setting.cluster.proxy.mode !== cluster.proxy.mode) {
    return `its proxy mode is ${cluster.proxy.mode}, not ${setting.cluster.proxy.mode}`;
  }
  const families = setting.cluster.ipFamilies.filter((family) => !cluster.ipFamilies.includes(family));
  if (families.length > 0) return `it has no ${families.join(' and no ')}`;
  if (faults.test(text)) return 'its nodes and its system belong to somebody else';
  if (/\boutside\b/.test(text)) return 'nobody can be asked from outside of it';
  if (/\bhost\b/.test(text) && !hosts) return 'pods on the network of a node are not allowed in it';
  if (tags.includes('@needs-ingress') && ingressClasses.length === 0) return 'it has no ingress controller';
  if (tags.includes('@needs-loadbalancer') && !(await abilities.loadBalancer())) {
    return 'nobody gives its load balancers an address';
  }
  return undefined;
}
