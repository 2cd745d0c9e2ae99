import { parse } from 'yaml';
import type { Problem } from '../../errors/index.ts';
import { parseRange, type Cluster } from '../../kube/index.ts';
import type { RunNotes } from './recording.ts';

type Say = (problem: Problem) => void;
type Fields = Readonly<Record<string, unknown>>;
type Check = readonly [expected: string, holds: (value: unknown) => boolean];

const text: Check = ['text', (value) => typeof value === 'string'];
const number: Check = ['a number', (value) => typeof value === 'number'];
const flag: Check = ['true or false', (value) => typeof value === 'boolean'];
const texts: Check = ['a list of texts', (value) => Array.isArray(value) && value.every((v) => text[1](v))];
const ranges: Check = [
  'a list of address ranges',
  (value) => Array.isArray(value) && value.every((v) => typeof v === 'string' && isRange(v)),
];
const oneOf = (...words: readonly unknown[]): Check => [words.join(', '), (value) => words.includes(value)];
const absentOr = ([expected, holds]: Check): Check => [
  `${expected}, or nothing`,
  (value) => value === undefined || holds(value),
];

const noteFields: Readonly<Record<keyof Omit<RunNotes, 'cluster'>, Check>> = {
  format: oneOf(1),
  what: text,
  on: text,
  kubernetes: text,
  recorded: absentOr(text),
  scenario: absentOr(text),
  changes: number,
};
const gates: Check = [
  'feature gates, each true or false',
  (value) => typeof value === 'object' && value !== null && Object.values(value).every((v) => flag[1](v)),
];
const gatesOfParts: Check = [
  'the feature gates of apiServer and of controllers',
  (value) => ['apiServer', 'controllers'].every((part) => gates[1](fieldsOf(value)[part])),
];
const clusterFields: Readonly<
  Record<keyof Omit<Cluster, 'nodes' | 'version' | 'nodePortRange' | 'proxy'>, Check>
> = {
  featureGates: absentOr(gatesOfParts),
  ipFamilies: texts,
  podSubnets: ranges,
  serviceSubnets: ranges,
  dnsDomain: text,
  masqueradesPodsToNodes: flag,
  loadBalancerRanges: absentOr(ranges),
};
const proxyFields: Readonly<Record<keyof Cluster['proxy'], Check>> = {
  mode: oneOf('iptables', 'nftables', 'ipvs', 'userspace'),
  detectLocalMode: oneOf('ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'),
  clusterCIDRs: ranges,
  masqueradeAll: flag,
  nodePortAddresses: texts,
  localhostNodePorts: flag,
  ipvsScheduler: text,
  ipvsStrictARP: absentOr(flag),
  featureGates: absentOr(gates),
};

/** Reads `run.yaml`; what is wrong with it is said, and then what is returned is not to be used. */
export function parseNotes(source: string, say: Say): RunNotes | undefined {
  let notes: unknown;
  try {
    notes = parse(source);
  } catch (error) {
    say({ what: 'it is no YAML', found: (error as Error).message });
    return undefined;
  }
  const cluster = fieldsOf(notes)['cluster'];
  const { version, nodePortRange, proxy } = fieldsOf(cluster);
  checkFields('', notes, noteFields, say);
  checkFields('cluster.', cluster, clusterFields, say);
  checkFields('cluster.version.', version, { major: number, minor: number }, say);
  checkFields('cluster.nodePortRange.', nodePortRange, { from: number, to: number }, say);
  checkFields('cluster.proxy.', proxy, proxyFields, say);
  return notes as RunNotes;
}

function checkFields(path: string, value: unknown, checks: Readonly<Record<string, Check>>, say: Say): void {
  const fields = fieldsOf(value);
  for (const [name, [expected, holds]] of Object.entries(checks)) {
    if (holds(fields[name])) continue;
    const found = fields[name] === undefined ? 'nothing' : JSON.stringify(fields[name]);
    say({ what: `${path}${name} is not as it should be`, found, expected });
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isRange(value: string): boolean {
  return parseRange(value) !== undefined;
}
