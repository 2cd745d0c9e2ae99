import type { ProxyMode } from '../../kube/index.ts';

/** In what proxy modes differ where a Service has session affinity ClientIP. */
export interface AffinityTraits {
  /**
   * What one record is for. A service port has one for its cluster IP, node port, external IPs and load balancer
   * addresses together; a virtual server is one address and port.
   */
  readonly per: 'service port' | 'virtual server';
  /** Each endpoint has a list of clients, so that a client can be in several: the first in the rules' order counts. */
  readonly several: boolean;
  /** A record ends when it was last used longer ago than the timeout, or as long ago. */
  readonly lastsThroughTimeout: boolean;
  /** The timeout of the time when the record was last used counts, not that of today. */
  readonly keepsItsTimeout: boolean;
  /** A record is lost when its endpoint leaves what the node uses; else it counts again if that comes back in time. */
  readonly endsWithEndpoint: boolean;
  /** A record is lost when the Service is switched to affinity None. */
  readonly endsWithAffinity: boolean;
  /** A record stays at least as long as the kernel's own entry of the connection, looked at once a minute. */
  readonly outlivedByConnections: boolean;
}

/**
 * iptables: a list of `xt_recent` for each endpoint, matched with `--rcheck --seconds`, which takes an age up to the
 * seconds; a list goes with the last rule that names it. nftables: a set for each endpoint whose elements time out.
 * ipvs: persistence templates of a virtual server (`ip_vs_sched_persist`, `ip_vs_check_template`), which stay while
 * connections that they control do. userspace: pkg/proxy/userspace/roundrobin.go.
 */
export const affinityTraits: Readonly<Record<ProxyMode, AffinityTraits>> = {
  iptables: {
    per: 'service port',
    several: true,
    lastsThroughTimeout: true,
    keepsItsTimeout: false,
    endsWithEndpoint: true,
    endsWithAffinity: true,
    outlivedByConnections: false,
  },
  nftables: {
    per: 'service port',
    several: true,
    lastsThroughTimeout: false,
    keepsItsTimeout: true,
    endsWithEndpoint: true,
    endsWithAffinity: true,
    outlivedByConnections: false,
  },
  ipvs: {
    per: 'virtual server',
    several: false,
    lastsThroughTimeout: false,
    keepsItsTimeout: true,
    endsWithEndpoint: false,
    endsWithAffinity: false,
    outlivedByConnections: true,
  },
  userspace: {
    per: 'service port',
    several: false,
    lastsThroughTimeout: false,
    keepsItsTimeout: false,
    endsWithEndpoint: true,
    endsWithAffinity: false,
    outlivedByConnections: false,
  },
};
