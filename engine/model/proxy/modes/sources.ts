import { row } from './row.ts';

/** Modes and the source of a packet: who may come in, and what the backend sees. */
export const sourceRows = {
  sourceRanges: row({
    about: 'loadBalancerSourceRanges',
    evidence: 'TestLoadBalancer; kubernetes PR 122614 (nftables), PR 110628, issue 119656 (ipvs)',
    words: {
      'by source': 'judge the source address, whoever sends',
      'own processes alone': 'judge processes of a node alone: others are sent on before',
      'not own processes': 'judge pods and the outside; processes of a node come in',
      'own processes by node': "judge the source address; processes of a node by the node's primary address",
      ignored: 'ignored',
    },
    cells: {
      iptables: 'by source',
      nftables: [
        ['1.29', 'own processes alone'],
        ['1.30', 'by source'],
      ],
      ipvs: [
        ['1.0', 'by source'],
        ['1.25', 'not own processes'],
        ['1.29', 'own processes by node'],
      ],
      userspace: 'ignored',
    },
  }),
  rangesWithoutEndpoints: row({
    about: 'loadBalancerSourceRanges of a Service without endpoints',
    evidence:
      'pkg/proxy/iptables writes a firewall chain only for Services with endpoints; kubernetes PR 132456 (nftables)',
    words: {
      refused: 'everybody is refused',
      'own processes refused': 'strangers are dropped, others and processes of the node refused',
      judged: 'strangers are dropped, others refused',
      none: 'ignored',
    },
    cells: {
      iptables: 'refused',
      nftables: [
        ['1.29', 'refused'],
        ['1.30', 'own processes refused'],
        ['1.33', 'judged'],
      ],
      ipvs: 'judged',
      userspace: 'none',
    },
  }),
  clusterIPSource: row({
    about: 'source at a cluster IP',
    evidence: 'TestInternalExternalMasquerade; pkg/proxy/ipvs writeIptablesRules',
    words: {
      detector: 'kept for pods; hidden for others if pods can be told from them, else kept',
      'detector or address': 'the same, but what has a Service address as source is hidden in any case',
      always: "always hidden: the proxy's own connection",
    },
    cells: {
      iptables: 'detector',
      nftables: 'detector',
      ipvs: 'detector or address',
      userspace: 'always',
    },
  }),
  externalSource: row({
    about: 'source at node ports, external IPs and load balancer addresses',
    evidence: 'TestInternalExternalMasquerade; pkg/proxy/ipvs KUBE-NODE-PORT, KUBE-LOAD-BALANCER',
    words: {
      'by client': 'hidden; under policy Local kept, but for processes of the node',
      'by policy': 'hidden; under policy Local kept for everybody',
      always: "always hidden: the proxy's own connection",
    },
    cells: { iptables: 'by client', nftables: 'by client', ipvs: 'by policy', userspace: 'always' },
  }),
} as const;
