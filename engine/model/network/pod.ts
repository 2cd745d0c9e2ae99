import { canonicalAddress, type Manifest, type Pod } from '../../kube/index.ts';
import { podIPs } from '../allocation/pod-addresses.ts';
import type { NetworkNode } from './node.ts';

/** A pod as the network sees it. */
export interface NetworkPod {
  /** `namespace/name` */
  readonly key: string;
  readonly namespace: string;
  readonly manifest: Manifest<Pod>;
  readonly addresses: readonly string[];
  readonly node: NetworkNode | undefined;
  readonly hostNetwork: boolean;
  /** Containers run: it can dial, and what it declares can answer. */
  readonly runs: boolean;
}

export function describePod(manifest: Manifest<Pod>, nodes: ReadonlyMap<string, NetworkNode>): NetworkPod {
  const { object } = manifest;
  const { metadata, spec } = object;
  const namespace = metadata.namespace ?? 'default';
  return {
    key: `${namespace}/${metadata.name}`,
    namespace,
    manifest,
    addresses: podAddresses(object),
    node: nodes.get(spec.nodeName ?? ''),
    hostNetwork: spec.hostNetwork === true,
    runs: hasNetwork(object) && phaseIn(object) !== 'Pending',
  };
}

export function podAddresses(pod: Pod): readonly string[] {
  return podIPs(pod).flatMap((text) => canonicalAddress(text) ?? []);
}

/** Its network is up: it has an address and has not finished. Ready or not is another question. */
export function hasNetwork(pod: Pod): boolean {
  const phase = phaseIn(pod);
  return phase !== 'Succeeded' && phase !== 'Failed' && podAddresses(pod).length > 0;
}

function phaseIn(pod: Pod): string {
  return pod.status?.phase ?? (podAddresses(pod).length > 0 ? 'Running' : 'Pending');
}

/** A pod's phase in words, with the reason that `kubectl get` would show. */
export function phaseOf({ manifest: { object } }: NetworkPod): string {
  const phase = phaseIn(object);
  return object.status?.reason === undefined ? phase : `${phase} (${object.status.reason})`;
}
