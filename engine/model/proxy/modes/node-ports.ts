import { row } from './row.ts';

/** Modes and node ports. */
export const nodePortRows = {
  nodePortAddresses: row({
    about: 'addresses of a node that take node ports, if nodePortAddresses is empty',
    evidence: 'TestNodePorts; KEP-3866; kubernetes PRs 122724, 123105',
    words: {
      all: 'all of them',
      primary: "the node's primary address of each family",
      'primary by family':
        "the node's primary address of each family, as for a family of which a list that is not empty has no range",
    },
    cells: {
      iptables: 'all',
      nftables: [
        ['1.29', 'all'],
        ['1.30', 'primary by family'],
        ['1.31', 'primary'],
      ],
      ipvs: 'all',
      userspace: 'all',
    },
  }),
  nodePortRanges: row({
    about: 'nodePortAddresses',
    evidence: 'TestNodePorts; pkg/proxy/userspace NewCustomProxier',
    words: { obeyed: 'obeyed', ignored: 'ignored' },
    cells: { iptables: 'obeyed', nftables: 'obeyed', ipvs: 'obeyed', userspace: 'ignored' },
  }),
  loopbackNodePorts: row({
    about: 'node ports on 127.0.0.1 (::1 takes none in any mode)',
    evidence: 'TestNodePorts; localhostNodePorts (kubernetes PR 108250); pkg/proxy/userspace iptablesInit',
    words: { option: 'unless localhostNodePorts is off', never: 'no', always: 'yes' },
    cells: {
      iptables: [
        ['1.0', 'always'],
        ['1.26', 'option'],
      ],
      nftables: 'never',
      ipvs: 'never',
      userspace: 'always',
    },
  }),
  nodePortFilter: row({
    about: 'on addresses of a node that take no node ports, a node port without endpoints',
    evidence: 'pkg/proxy/iptables, KUBE-EXTERNAL-SERVICES asks for addrtype LOCAL only',
    words: {
      everywhere: 'is dropped or rejected all the same',
      'own addresses': "is the node's own business",
    },
    cells: {
      iptables: 'everywhere',
      nftables: 'own addresses',
      ipvs: 'own addresses',
      userspace: 'own addresses',
    },
  }),
  healthCheckNodePort: row({
    about: 'healthCheckNodePort',
    evidence: 'pkg/proxy/healthcheck; TestHealthCheckNodePort',
    words: { served: 'answers', none: 'nobody listens' },
    cells: { iptables: 'served', nftables: 'served', ipvs: 'served', userspace: 'none' },
  }),
} as const;
