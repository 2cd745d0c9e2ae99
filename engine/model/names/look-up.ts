import { familyOf } from '../../kube/index.ts';
import type { Network } from '../network/network.ts';
import type { NameAnswer } from './name-answer.ts';
import { isPublicName, neverResolves } from './public-name.ts';
import { familyRank } from './preference.ts';
import type { Zone } from './zone.ts';

/** Whose resolver reads a name: the cluster's DNS server, a node's, or one outside that knows no cluster name. */
export interface Resolver {
  readonly dns: 'cluster' | 'node' | 'outside';
  readonly namespace: string;
}

const ndots = 5;
const longestChain = 10;

/**
 * Reads a name as a client's resolver does: a pod's search list (`NS.svc.Z svc.Z Z`) with `ndots:5`, in
 * glibc's order; the first candidate that has an address answers.
 */
export function lookUp(network: Network, zone: Zone, resolver: Resolver, typed: string): NameAnswer {
  const name = typed.toLowerCase();
  const bare = name.replace(/\.$/, '');
  if (bare === 'localhost') return loopback(network, bare);
  if (resolver.dns !== 'cluster') return upstream(network, zone, resolver, bare, [bare]);
  const candidates = candidatesOf(name, resolver.namespace, zone.domain);
  for (const candidate of candidates) {
    const answer = follow(network, zone, candidate, []);
    if (answer) return answer;
  }
  return upstream(network, zone, resolver, bare, candidates);
}

/** The full names that a pod's resolver asks for, in order. */
export function candidatesOf(name: string, namespace: string, domain: string): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = [`${namespace}.svc.${domain}`, `svc.${domain}`, domain].map(
    (suffix) => `${name}.${suffix}`,
  );
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [name, ...searched] : [...searched, name];
}

function follow(
  network: Network,
  zone: Zone,
  name: string,
  through: readonly string[],
): NameAnswer | undefined {
  const record = zone.ask(name);
  if (!record || record.kind === 'no-name' || record.kind === 'no-data') return undefined;
  if (record.kind === 'addresses') {
    const addresses = preferred(network, record.addresses);
    if (addresses.length === 0) return undefined;
    return { kind: 'addresses', addresses, name, of: record.of, through, place: record.place() };
  }
  const { service, target } = record;
  const { namespace = 'default', name: own } = service.object.metadata;
  const passed = [...through, `${namespace}/${own}`];
  if (zone.ask(target) !== undefined) {
    return passed.length > longestChain ? undefined : follow(network, zone, target, passed);
  }
  if (neverResolves(target)) return undefined;
  const place = service.placeOf(['spec', 'externalName']);
  return { kind: 'alias', target, name, of: `service ${namespace}/${own}`, through: passed, place };
}

/** Addresses of the families that the cluster has, in the order a client prefers them. */
function preferred(network: Network, addresses: readonly string[]): readonly string[] {
  const known = network.cluster.ipFamilies;
  const usable = addresses.filter((address) => known.includes(familyOf(address) ?? 'IPv4'));
  return usable.sort((a, b) => familyRank(a) - familyRank(b));
}

/** What is no name of the cluster goes on to the node's resolver, which on kind knows the nodes by name. */
function upstream(
  network: Network,
  zone: Zone,
  resolver: Resolver,
  name: string,
  asked: readonly string[],
): NameAnswer {
  const node = network.nodes.get(name);
  if (node) {
    const addresses = preferred(network, Object.values(node.primary));
    const place = node.manifest.placeOf(['metadata', 'name']);
    return { kind: 'addresses', addresses, name, of: `node ${name}`, through: [], place };
  }
  const clusterName = zone.ask(name) !== undefined;
  if (!clusterName && isPublicName(name) && !zone.hasNamespace(name.split('.').at(-1) ?? ''))
    return { kind: 'outside', name };
  return { kind: 'no-name', why: whyNot(resolver, clusterName), asked };
}

function whyNot({ dns }: Resolver, clusterName: boolean): string {
  if (dns === 'cluster') return 'the cluster has no such name';
  const who = dns === 'node' ? "the node's resolver" : 'a resolver outside';
  return clusterName || dns === 'node'
    ? `${who} does not know the names of the cluster`
    : `${who} has no such name`;
}

function loopback({ cluster }: Network, name: string): NameAnswer {
  const address = cluster.ipFamilies[0] === 'IPv6' ? '::1' : '127.0.0.1';
  return { kind: 'addresses', addresses: [address], name, of: 'loopback', through: [] };
}
