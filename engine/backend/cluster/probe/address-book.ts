import { inRange, nthAddress, type Node, type Pod } from '../../../kube/index.ts';

/** Who has an address in the cluster, with the cluster's names. */
export class AddressBook {
  readonly #nodes: readonly Node[];
  readonly #pods = new Map<string, Pod>();

  constructor(nodes: readonly Node[], pods: readonly Pod[]) {
    this.#nodes = nodes;
    for (const pod of pods) {
      const { phase, podIPs, podIP } = pod.status ?? {};
      if (pod.spec.hostNetwork || phase === 'Succeeded' || phase === 'Failed') continue;
      for (const { ip } of podIPs ?? (podIP === undefined ? [] : [{ ip: podIP }])) this.#pods.set(ip, pod);
    }
  }

  pod(address: string): Pod | undefined {
    return this.#pods.get(address);
  }

  nodeAddress(name: string): string | undefined {
    const node = this.#nodes.find(({ metadata }) => metadata.name === name);
    return node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  }

  /** The node that has an address, or whose own address in its pod range it is. */
  nodeOf(address: string): string | undefined {
    const node = this.#nodes.find(({ spec, status }) => {
      const own = status?.addresses?.some((known) => known.address === address) === true;
      const ranges = spec?.podCIDRs ?? (spec?.podCIDR === undefined ? [] : [spec.podCIDR]);
      return own || ranges.some((range) => isNodesOwn(address, range));
    });
    return node?.metadata.name;
  }
}

/** The first addresses of a pod range are its node's: the bridge or the gateway. */
function isNodesOwn(address: string, range: string): boolean {
  return inRange(address, range) && (address === nthAddress(range, 0) || address === nthAddress(range, 1));
}
