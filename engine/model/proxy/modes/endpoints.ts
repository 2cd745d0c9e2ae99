import { row } from './row.ts';

/** Modes and the endpoints of a Service: which are used, and what if none is. */
export const endpointRows = {
  endpointsFrom: row({
    about: 'endpoints come from',
    evidence: 'KEP-752; pkg/proxy/userspace NoopEndpointSliceHandler',
    words: {
      EndpointSlice: 'EndpointSlices',
      Endpoints: 'Endpoints objects: ready ones only, without hints and fallback',
    },
    cells: {
      iptables: 'EndpointSlice',
      nftables: 'EndpointSlice',
      ipvs: 'EndpointSlice',
      userspace: 'Endpoints',
    },
  }),
  localPolicy: row({
    about: 'policy Local',
    evidence: 'TestExternalTrafficPolicyLocal, TestInternalTrafficPolicy; pkg/proxy/ipvs syncEndpoint',
    words: {
      strict:
        'local endpoints only, else dropped; externally, pods and processes of the node use all of them',
      preferred: 'local endpoints for everybody; without any, those that policy Cluster uses',
      ignored: 'ignored',
    },
    cells: { iptables: 'strict', nftables: 'strict', ipvs: 'preferred', userspace: 'ignored' },
  }),
  ownProcessesUnderLocal: row({
    about:
      'externalTrafficPolicy Local without a local endpoint: what a process of the node sends to external addresses',
    evidence: 'TestExternalTrafficPolicyLocal; kubernetes PR 132456 (nftables)',
    words: {
      all: 'reaches all of them',
      'all at node ports': 'dropped, but at node ports it reaches all of them',
      dropped: 'dropped: its check comes before the rules that send it on',
    },
    cells: {
      iptables: 'all',
      nftables: [
        ['1.29', 'dropped'],
        ['1.30', 'all at node ports'],
        ['1.33', 'all'],
      ],
      ipvs: 'all',
      userspace: 'all',
    },
  }),
  withoutEndpoints: row({
    about: 'no usable endpoint anywhere',
    evidence: 'TestNoEndpointsReject; pkg/proxy/userspace tryConnect',
    words: {
      reject: 'refused',
      close: 'TCP: accepted, then closed; UDP: no answer',
    },
    cells: { iptables: 'reject', nftables: 'reject', ipvs: 'reject', userspace: 'close' },
  }),
  rejectsOwnProcesses: row({
    about: 'no usable endpoint: what a process of a node sends to an external address that no node has',
    evidence: 'pkg/proxy/iptables and nftables, chains of filter hooks',
    words: {
      never: 'leaves the node: the chain that rejects hangs on INPUT and FORWARD only',
      always: 'as for everybody else',
    },
    cells: { iptables: 'never', nftables: 'always', ipvs: 'always', userspace: 'always' },
  }),
  chooser: row({
    about: 'a new connection goes to',
    evidence: 'TestComputeProbability; nft numgen; ipvs.scheduler; TestLoadBalanceWorksWithMultipleEndpoints',
    words: {
      random: 'any endpoint, each as likely, without memory',
      ipvs: 'the endpoint that ipvs.scheduler names (rr: the next in turn), for each virtual address of a node',
      'round-robin': 'the next endpoint in turn, in an order that is shuffled when endpoints change',
    },
    cells: { iptables: 'random', nftables: 'random', ipvs: 'ipvs', userspace: 'round-robin' },
  }),
  deadEndpoint: row({
    about: 'an endpoint that does not answer',
    evidence: 'pkg/proxy/userspace tryConnect, endpointDialTimeouts',
    words: {
      felt: 'its share of connections fails: nothing is tried again',
      retried: 'the next endpoint is tried, up to four in all (TCP)',
    },
    cells: { iptables: 'felt', nftables: 'felt', ipvs: 'felt', userspace: 'retried' },
  }),
} as const;
