import type { ProxyMode } from '../../kube/index.ts';

/** In what proxy modes differ, for one new connection. Everything else is the same in all that are served. */
export interface ModeTraits {
  /** False: the model has no rules for Services in this mode yet, and says so instead of guessing. */
  readonly served: boolean;
  /** A port or protocol that the Service behind a cluster IP does not have (TestClusterIPGeneral). */
  readonly strayClusterIPPort: 'reject' | 'unhandled';
  /** An address of the Service range that no Service has, where the proxy knows the range (KEP-3866). */
  readonly unallocatedServiceAddress: 'drop' | 'unhandled';
  /** Which of a node's addresses take node ports when nodePortAddresses is empty (TestNodePorts). */
  readonly nodePortAddresses: 'all' | 'primary';
  /** Node ports work on 127.0.0.1, unless localhostNodePorts is off. `::1` works in no mode. */
  readonly loopbackNodePorts: boolean;
  /**
   * External addresses without endpoints are also rejected for processes of a node. The chain that rejects them
   * hangs on INPUT and FORWARD only in iptables, so what a process of the node sends there leaves the node.
   */
  readonly rejectsOwnProcesses: boolean;
  /**
   * What drops and rejects node ports does so on every address of a node, also on one that takes none:
   * iptables' filter rules ask for `addrtype LOCAL` only, its nat rules for the addresses that count.
   */
  readonly filtersNodePortsEverywhere: boolean;
  /**
   * Source ranges are looked at even if the Service has no endpoints (then a stranger's packet is dropped
   * instead of rejected). iptables writes its firewall chain only for Services with endpoints.
   */
  readonly filtersWithoutEndpoints: boolean;
}

const unserved: ModeTraits = {
  served: false,
  strayClusterIPPort: 'unhandled',
  unallocatedServiceAddress: 'unhandled',
  nodePortAddresses: 'all',
  loopbackNodePorts: false,
  rejectsOwnProcesses: true,
  filtersNodePortsEverywhere: false,
  filtersWithoutEndpoints: true,
};

export const modes: Readonly<Record<ProxyMode, ModeTraits>> = {
  iptables: {
    served: true,
    strayClusterIPPort: 'unhandled',
    unallocatedServiceAddress: 'unhandled',
    nodePortAddresses: 'all',
    loopbackNodePorts: true,
    rejectsOwnProcesses: false,
    filtersNodePortsEverywhere: true,
    filtersWithoutEndpoints: false,
  },
  nftables: {
    served: true,
    strayClusterIPPort: 'reject',
    unallocatedServiceAddress: 'drop',
    nodePortAddresses: 'primary',
    loopbackNodePorts: false,
    rejectsOwnProcesses: true,
    filtersNodePortsEverywhere: false,
    filtersWithoutEndpoints: true,
  },
  ipvs: unserved,
  userspace: unserved,
};
