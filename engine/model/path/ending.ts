import type { Result } from '../../flow/index.ts';
import type { Protocol } from '../../kube/index.ts';
import { hostListener, proxyHealth } from '../network/host-listeners.ts';
import { phaseOf, type NetworkPod } from '../network/pod.ts';
import type { NetworkNode } from '../network/node.ts';
import { proxyHealthStatus } from '../proxy/health.ts';
import { spotAt } from './spot.ts';
import type { View } from './view.ts';

/** How a connection ends at an address, once no Service rule is left to meet. */
export interface Ending {
  readonly result: Result;
  /** What has the address. */
  readonly at: 'pod' | 'node' | 'elsewhere';
  readonly pod: NetworkPod | undefined;
  readonly node: NetworkNode | undefined;
  /** Why, in words, as the rest of a sentence about the address. */
  readonly why: string;
  /** What it answers to a request for a path, where the model knows. */
  readonly status?: (path: string) => number;
}

/** A place to connect to, seen from a node. */
export interface Arrival {
  /** Where the packet is; nothing if it never was on a node. */
  readonly from: NetworkNode | undefined;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** The pod that a slice says is there: tells pods apart that share a node's address. */
  readonly named?: string | undefined;
}

/** What answers there: a pod, a program of a node, or nobody. */
export function endingAt(view: View, arrival: Arrival): Ending {
  const { from, address } = arrival;
  const owner = view.network.owner(address);
  if (!owner) return elsewhere(view, from, address);
  const { node } = owner;
  const barrier = node && view.barrier(from, node);
  const pod = owner.kind === 'pod' ? owner.pod : undefined;
  if (barrier !== undefined) return { result: 'timeout', at: owner.kind, pod, node, why: barrier };
  if (owner.kind === 'pod') return podEnding(view, owner.pod, arrival);
  return takenByService(view, owner.node, arrival) ?? hostEnding(view, owner.node, arrival);
}

/** An endpoint that is another node's node port meets that node's rules: a second decision, which is not made here. */
function takenByService(
  view: View,
  node: NetworkNode,
  { from, address, port, protocol }: Arrival,
): Ending | undefined {
  if (from === node) return undefined;
  const match = view.proxy(node).match(spotAt(view.network, address, port, protocol));
  if (!match) return undefined;
  const why = `node ${node.name} hands it on to service ${match.rules.key}, and the model follows one Service only`;
  return { result: 'unknown', at: 'node', pod: undefined, node, why };
}

/** The pods, `namespace/name`, at which connections end. */
export function podsOf(endings: readonly Ending[]): readonly string[] {
  return endings.flatMap(({ pod }) => (pod ? [pod.key] : []));
}

/** `web-1 does not listen on 81/TCP: refused` */
export function sayEnding({ why, result }: Ending): string {
  return result === 'reached' ? why : `${why}: ${result}`;
}

function podEnding(view: View, pod: NetworkPod, { port, protocol }: Arrival): Ending {
  const base = { at: 'pod', pod, node: pod.node } as const;
  if (view.listeners.listens(pod, port, protocol)) {
    return { ...base, result: 'reached', why: `${pod.key} listens on ${port}/${protocol}` };
  }
  const why = pod.runs
    ? `${pod.key} does not listen on ${port}/${protocol}`
    : `${pod.key} has not started: phase ${phaseOf(pod)}`;
  return { ...base, result: 'refused', why };
}

/** A node's own address: pods on its network first, then its own programs. */
export function hostEnding(
  view: View,
  node: NetworkNode,
  { address, port, protocol, named }: Arrival,
): Ending {
  const pods = view.network.hostPods(node).filter((pod) => view.listeners.listens(pod, port, protocol));
  const pod = pods.find(({ key }) => key === named) ?? pods[0];
  if (pod) {
    return { result: 'reached', at: 'node', pod, node, why: `${pod.key} listens on ${port}/${protocol}` };
  }
  const base = { at: 'node', pod: undefined, node } as const;
  const listener = hostListener(node, address, port, protocol);
  if (!listener) {
    return { ...base, result: 'refused', why: `nobody on node ${node.name} listens on ${port}/${protocol}` };
  }
  if (listener.of === 'kube-proxy' && !view.proxy(node).runs) {
    return { ...base, result: 'refused', why: `kube-proxy of node ${node.name} does not run` };
  }
  return {
    ...base,
    result: 'reached',
    why: `${listener.program} of node ${node.name} listens`,
    ...(listener === proxyHealth && {
      status: (path) => proxyHealthStatus(node.manifest, view.state.cluster, path),
    }),
  };
}

/** An address that no pod and no node has. What is outside the cluster is taken to answer. */
function elsewhere(view: View, from: NetworkNode | undefined, address: string): Ending {
  const base = { at: 'elsewhere', pod: undefined, node: undefined } as const;
  switch (view.network.region(address)) {
    case 'pod-range':
      return { ...base, result: 'timeout', why: 'no pod has this address' };
    case 'service-range':
      return {
        ...base,
        result: 'unhandled',
        why: 'it is itself an address for Services, and a packet meets Service rules once',
      };
    case 'loopback':
      return { ...base, result: 'unhandled', why: 'it is a loopback address' };
    default:
      return from && view.isCutOff(from)
        ? { ...base, result: 'timeout', why: `node ${from.name} is cut off` }
        : { ...base, result: 'reached', why: 'it is outside the cluster, and taken to answer' };
  }
}
