import { manifestOf } from '../manifest-of.ts';
import type { Manifest } from '../manifest.ts';
import { overlaps } from '../range.ts';
import type { Node } from '../types/node.ts';
import { kindNodes, type Network } from './kind-nodes.ts';

/**
 * Fills in what Node objects written by hand leave out (addresses, pod ranges, the kubelet's labels), as kind
 * would choose it. What a node says itself stays; ranges and addresses that another node has are not taken.
 */
export function completeNodes(nodes: readonly Manifest<Node>[], network: Network): Manifest<Node>[] {
  const takenRanges = nodes.flatMap(({ object }) => rangesOf(object));
  const takenAddresses = new Set(nodes.flatMap(({ object }) => addressesOf(object)));
  // Twice as many candidates as nodes: each node can lose at most one to somebody else's own choice.
  const plans = Array.from({ length: 2 * nodes.length }, () => ({ role: 'worker' as const }));
  const candidates = kindNodes(plans, network).map(({ object }) => object);
  const ranges = candidates
    .map(rangesOf)
    .filter(
      (own) => own.length > 0 && !own.some((range) => takenRanges.some((taken) => overlaps(range, taken))),
    );
  const addresses = candidates
    .map(addressesOf)
    .filter((own) => !own.some((address) => takenAddresses.has(address)));
  return nodes.map((node) => {
    const { object } = node;
    const { metadata, spec, status } = object;
    const podCIDRs = rangesOf(object).length > 0 ? rangesOf(object) : (ranges.shift() ?? []);
    const own = addressesOf(object).length > 0 ? undefined : (addresses.shift() ?? []);
    return manifestOf<Node>(
      {
        ...object,
        metadata: {
          ...metadata,
          labels: {
            'kubernetes.io/hostname': metadata.name,
            'kubernetes.io/os': 'linux',
            ...metadata.labels,
          },
        },
        spec: { ...spec, ...(podCIDRs[0] !== undefined && { podCIDR: podCIDRs[0], podCIDRs }) },
        status: {
          ...status,
          conditions: status?.conditions ?? [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
          addresses: own
            ? [
                ...own.map((address) => ({ type: 'InternalIP' as const, address })),
                ...(status?.addresses ?? [{ type: 'Hostname' as const, address: metadata.name }]),
              ]
            : (status?.addresses ?? []),
        },
      },
      node,
    );
  });
}

function rangesOf({ spec }: Node): readonly string[] {
  return spec?.podCIDRs ?? (spec?.podCIDR === undefined ? [] : [spec.podCIDR]);
}

function addressesOf({ status }: Node): readonly string[] {
  return (status?.addresses ?? []).flatMap(({ type, address }) => (type === 'InternalIP' ? [address] : []));
}
