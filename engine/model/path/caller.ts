import { closest, UserError, type Place } from '../../errors/index.ts';
import type { Client } from '../../flow/index.ts';
import { canonicalAddress, familyOf, type IPFamily } from '../../kube/index.ts';
import type { SourceSeen } from '../../flow/index.ts';
import { findPod } from '../find-pod.ts';
import type { NetworkNode } from '../network/node.ts';
import { phaseOf, type NetworkPod } from '../network/pod.ts';
import { newScope, type Scope } from './scope.ts';
import type { View } from './view.ts';

/** A client, looked up in a state. */
export interface Caller {
  readonly kind: 'pod' | 'host' | 'outside';
  /** `pod shop/client`, `the host of worker`, `outside` */
  readonly label: string;
  /** Where it runs; for one outside, the node that its traffic for virtual addresses arrives at. */
  readonly node: NetworkNode;
  /** False for one outside of whom nobody says that something routes the cluster's own ranges to a node. */
  readonly routed: boolean;
  readonly pod: NetworkPod | undefined;
  /** The address it dials from, by family. */
  readonly addresses: Readonly<Partial<Record<IPFamily, string>>>;
  /** A host process that binds this address instead of the one that routing picks. */
  readonly bound: boolean;
  readonly kept: Readonly<Partial<Record<IPFamily, SourceSeen>>>;
  readonly scope: Scope;
  /** What its own hosts file says of itself. */
  readonly self: { readonly hostname: string; readonly addresses: readonly string[] } | undefined;
  readonly place: () => Place | undefined;
}

/** Looks up a client. Throws a UserError for one that does not exist or can't dial. */
export function callerOf(view: View, from: Client): Caller {
  const key = keyOf(from);
  let caller = view.callers.get(key);
  if (!caller) {
    caller =
      'pod' in from
        ? podCaller(view, from.pod)
        : 'host' in from
          ? hostCaller(view, from.host, from.source)
          : outsideCaller(view, from.outside, from.via);
    if (view.callers.size > 20_000) view.callers.clear();
    view.callers.set(key, caller);
  }
  return caller;
}

function keyOf(from: Client): string {
  if ('pod' in from) return from.pod;
  if ('host' in from) return `host ${from.host} ${from.source ?? ''}`;
  return `outside ${from.outside} ${from.via ?? ''}`;
}

function podCaller(view: View, name: string): Caller {
  const key = name.includes('/') ? name : `default/${name}`;
  const pod = podNamed(view, key);
  const place = (): Place | undefined => pod.manifest.placeOf(['metadata', 'name']);
  if (!pod.runs || !pod.node) {
    throw new UserError({
      what: `pod ${pod.key} can't be a client: it does not run`,
      where: place(),
      found: pod.runs ? 'no such node' : `phase ${phaseOf(pod)}`,
      expected: 'phase Running and an address',
    });
  }
  const { dnsPolicy = 'ClusterFirst', hostname } = pod.manifest.object.spec;
  const clusterDns = pod.hostNetwork
    ? dnsPolicy === 'ClusterFirstWithHostNet'
    : dnsPolicy === 'ClusterFirst' || dnsPolicy === 'ClusterFirstWithHostNet';
  const dns = clusterDns ? 'cluster' : 'node';
  const self = pod.hostNetwork
    ? { hostname: pod.node.name, addresses: Object.values(pod.node.primary) }
    : { hostname: hostname ?? pod.manifest.object.metadata.name, addresses: pod.addresses };
  return {
    ...common(pod.hostNetwork ? Object.values(pod.node.primary) : pod.addresses),
    kind: pod.hostNetwork ? 'host' : 'pod',
    label: `pod ${pod.key}`,
    node: pod.node,
    routed: true,
    pod,
    bound: false,
    scope: scopeOf(view, dns, pod.namespace),
    self,
    place,
  };
}

function hostCaller(view: View, name: string, source: string | undefined): Caller {
  const node = findNode(view, name);
  const bound = source === undefined ? undefined : canonicalAddress(source);
  if (source !== undefined && bound === undefined) throw new UserError(noAddress('source', source));
  return {
    ...common(bound === undefined ? Object.values(node.primary) : [bound]),
    kind: 'host',
    label: `the host of ${name}`,
    node,
    routed: true,
    pod: undefined,
    bound: bound !== undefined,
    scope: scopeOf(view, 'node', ''),
    self: { hostname: node.name, addresses: Object.values(node.primary) },
    place: () => node.manifest.placeOf(['metadata', 'name']),
  };
}

function outsideCaller(view: View, text: string, via: string | undefined): Caller {
  const address = canonicalAddress(text);
  if (address === undefined) throw new UserError(noAddress('client outside', text));
  const node = via === undefined ? firstWorker(view) : findNode(view, via);
  return {
    ...common([address]),
    kind: 'outside',
    label: 'outside',
    node,
    routed: via !== undefined,
    pod: undefined,
    bound: true,
    scope: scopeOf(view, 'outside', ''),
    self: undefined,
    place: () => undefined,
  };
}

function common(addresses: readonly string[]): Pick<Caller, 'addresses' | 'kept'> {
  const byFamily: Partial<Record<IPFamily, string>> = {};
  const kept: Partial<Record<IPFamily, SourceSeen>> = {};
  for (const address of addresses) {
    const family = familyOf(address);
    if (!family || byFamily[family] !== undefined) continue;
    byFamily[family] = address;
    kept[family] = { kept: true, address };
  }
  return { addresses: byFamily, kept };
}

function scopeOf(view: View, dns: Scope['dns'], namespace: string): Scope {
  const key = `${dns} ${namespace}`;
  let scope = view.scopes.get(key);
  if (!scope) view.scopes.set(key, (scope = newScope(dns, namespace)));
  return scope;
}

/** The node of that name. Throws a UserError with the nearest name. */
export function findNode(view: View, name: string): NetworkNode {
  const node = view.network.nodes.get(name);
  if (node) return node;
  const names = [...view.network.nodes.keys()];
  const near = closest(name, names);
  throw new UserError({
    what: `there is no node "${name}"`,
    expected: names.join(', '),
    hint: near === undefined ? undefined : `"${near}"`,
  });
}

function firstWorker(view: View): NetworkNode {
  const nodes = [...view.network.nodes.values()];
  const node = nodes.find(({ labels }) => !('node-role.kubernetes.io/control-plane' in labels)) ?? nodes[0];
  if (!node) throw new UserError({ what: 'the cluster has no node' });
  return node;
}

/** The pod of that name, `namespace/name`, or the one that an alias means. Throws a UserError for none. */
export function podNamed(view: View, key: string): NetworkPod {
  const exact = view.network.pod(key);
  if (exact) return exact;
  const [namespace = '', name = ''] = key.split('/');
  const elsewhere = [...view.network.pods()].find((pod) => pod.key.endsWith(`/${name}`));
  if (elsewhere) {
    throw new UserError({
      what: `there is no pod "${name}" in namespace "${namespace}"`,
      where: elsewhere.manifest.placeOf(['metadata', 'name']),
      hint: `"${elsewhere.key}"`,
    });
  }
  const { object } = findPod(view.state, namespace, name);
  const pod = view.network.pod(`${namespace}/${object.metadata.name}`);
  if (!pod) throw new UserError({ what: `there is no pod "${name}" in namespace "${namespace}"` });
  return pod;
}

function noAddress(what: string, text: string): { what: string; found: string; expected: string } {
  return { what: `${what} is no address`, found: text, expected: 'an IPv4 or IPv6 address' };
}
