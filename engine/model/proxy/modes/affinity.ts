import type { ProxyMode } from '../../../kube/index.ts';
import { affinityTraits, type AffinityTraits } from '../../connections/affinity-traits.ts';
import type { Row } from './row.ts';

/** What modes do differently under session affinity, from the table by which records are kept. */
export const affinityRows: readonly Row[] = [
  {
    about: 'a record of sessionAffinity ClientIP is for',
    evidence: 'TestSessionAffinity; Linux ip_vs persistence',
    words: {
      'service port': 'a port of a Service on a node, whatever address is dialled',
      'virtual server': 'an address, port and protocol on a node',
    },
    cells: each(({ per }) => per),
  },
  {
    about: 'a record that is as old as timeoutSeconds',
    evidence: 'Linux xt_recent, nf_tables set elements, ip_vs templates; pkg/proxy/userspace NextEndpoint',
    words: { yes: 'still counts', no: 'does not count any more' },
    cells: each(({ lastsThroughTimeout }) => yesNo(lastsThroughTimeout)),
  },
  {
    about: 'a timeoutSeconds that changes',
    evidence: 'Linux xt_recent, nf_tables set elements, ip_vs templates',
    words: { yes: 'counts from the next connection on', no: 'counts at once' },
    cells: each(({ keepsItsTimeout }) => yesNo(keepsItsTimeout)),
  },
  {
    about: 'a record whose endpoint leaves and comes back in time',
    evidence: 'TestSessionAffinity; Linux ip_vs_check_template; pkg/proxy/userspace removeStaleAffinity',
    words: { yes: 'is gone', no: 'counts again' },
    cells: each(({ endsWithEndpoint }) => yesNo(endsWithEndpoint)),
  },
  {
    about: 'a record of before the Service was switched to affinity None and back',
    evidence: 'pkg/proxy/ipvs syncService; pkg/proxy/userspace newServiceInternal',
    words: { yes: 'is gone', no: 'counts again' },
    cells: each(({ endsWithAffinity }) => yesNo(endsWithAffinity)),
  },
];

function each(valueOf: (traits: AffinityTraits) => string): Readonly<Record<ProxyMode, string>> {
  return {
    iptables: valueOf(affinityTraits.iptables),
    nftables: valueOf(affinityTraits.nftables),
    ipvs: valueOf(affinityTraits.ipvs),
    userspace: valueOf(affinityTraits.userspace),
  };
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
