import { canonicalAddress, type Manifest, type Pod } from '../../kube/index.ts';
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
  /** Its network is up: it has an address and has not finished. Ready or not is another question. */
  readonly hasNetwork: boolean;
  /** Containers run: it can dial, and what it declares can answer. */
  readonly runs: boolean;
}

export function describePod(manifest: Manifest<Pod>, nodes: ReadonlyMap<string, NetworkNode>): NetworkPod {
  const { metadata, spec, status } = manifest.object;
  const listed = status?.podIPs?.map(({ ip }) => ip) ?? [];
  const texts = listed.length > 0 ? listed : status?.podIP ? [status.podIP] : [];
  const phase = status?.phase ?? (texts.length > 0 ? 'Running' : 'Pending');
  const hasNetwork = texts.length > 0 && phase !== 'Succeeded' && phase !== 'Failed';
  const namespace = metadata.namespace ?? 'default';
  return {
    key: `${namespace}/${metadata.name}`,
    namespace,
    manifest,
    addresses: texts.map((text) => canonicalAddress(text) ?? text),
    node: spec.nodeName === undefined ? undefined : nodes.get(spec.nodeName),
    hostNetwork: spec.hostNetwork === true,
    hasNetwork,
    runs: hasNetwork && phase !== 'Pending',
  };
}

/** A pod's phase in words, with the reason that `kubectl get` would show. */
export function phaseOf(pod: NetworkPod): string {
  const { status } = pod.manifest.object;
  const phase = status?.phase ?? (pod.addresses.length > 0 ? 'Running' : 'Pending');
  return status?.reason === undefined ? phase : `${phase} (${status.reason})`;
}
