import { row } from './row.ts';

/** Modes and the addresses of Services: cluster IPs, external IPs, load balancer addresses. */
export const addressRows = {
  virtualAddresses: row({
    about: 'cluster IPs, external IPs and load balancer addresses on a node',
    evidence: 'pkg/proxy/ipvs syncService, device kube-ipvs0',
    words: {
      rules: 'only in rules: nobody has the address',
      local: 'addresses of every node, also as source of what its own processes send there',
    },
    cells: { iptables: 'rules', nftables: 'rules', ipvs: 'local', userspace: 'rules' },
  }),
  strayClusterIPPort: row({
    about: 'a port or protocol that the Service behind a cluster IP does not have, or a ping',
    evidence: 'TestClusterIPGeneral; KEP-3866; kubernetes PR 108460 (ipvs)',
    words: {
      unhandled: 'no rule: ordinary routing decides',
      reject: 'refused',
      host: 'the programs of the node answer, or nobody: refused',
    },
    cells: {
      iptables: 'unhandled',
      nftables: [
        ['1.29', 'unhandled'],
        ['1.30', 'reject'],
      ],
      ipvs: [
        ['1.0', 'host'],
        ['1.26', 'reject'],
      ],
      userspace: 'unhandled',
    },
  }),
  strayExternalPort: row({
    about: 'a port that the Service behind an external IP or load balancer address does not have, or a ping',
    evidence: 'pkg/proxy/nftables set cluster-ips; kubernetes PR 108460 (ipvs)',
    words: {
      unhandled: 'no rule: ordinary routing decides',
      reject: 'refused',
      host: 'the programs of the node answer, or nobody: refused',
    },
    cells: {
      iptables: 'unhandled',
      nftables: 'unhandled',
      ipvs: [
        ['1.0', 'host'],
        ['1.26', 'reject'],
      ],
      userspace: 'unhandled',
    },
  }),
  unallocatedServiceAddress: row({
    about: 'an address of the Service range that no Service has',
    evidence: 'KEP-3866; KEP-1880 (the proxy has to know the range)',
    words: {
      unhandled: 'no rule: ordinary routing decides',
      drop: 'dropped where the proxy knows the range (ServiceCIDR objects, 1.33), else no rule',
    },
    cells: {
      iptables: 'unhandled',
      nftables: [
        ['1.29', 'unhandled'],
        ['1.30', 'drop'],
      ],
      ipvs: 'unhandled',
      userspace: 'unhandled',
    },
  }),
  ownProcessesToExternalIP: row({
    about: 'what a process of a node sends to an external IP that the node does not have',
    evidence: 'pkg/proxy/userspace openOnePortal (host portal of external IPs)',
    words: { taken: 'meets the Service', left: 'leaves the node: only addresses of the node are taken' },
    cells: { iptables: 'taken', nftables: 'taken', ipvs: 'taken', userspace: 'left' },
  }),
  ipFamilies: row({
    about: 'IP families',
    evidence: 'KEP-563; pkg/proxy/userspace mergeService',
    words: { both: 'both', primary: "the cluster's primary one" },
    cells: { iptables: 'both', nftables: 'both', ipvs: 'both', userspace: 'primary' },
  }),
  protocols: row({
    about: 'protocols',
    evidence: 'KEP-614; pkg/proxy/userspace newProxySocket',
    words: { all: 'TCP, UDP, SCTP', 'no SCTP': 'TCP, UDP' },
    cells: { iptables: 'all', nftables: 'all', ipvs: 'all', userspace: 'no SCTP' },
  }),
} as const;
