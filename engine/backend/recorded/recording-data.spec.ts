import type { Observation } from '../../flow/index.ts';
import type { KubeObject } from '../../kube/index.ts';
import type { Recording, RunNotes } from './recording.ts';

/** Test data: notes of a run on kind, iptables mode. */
export const notes: RunNotes = {
  format: 1,
  what: 'one Service',
  on: 'kind',
  kubernetes: 'v1.35.8',
  changes: 0,
  cluster: {
    version: { major: 1, minor: 35 },
    ipFamilies: ['IPv4'],
    podSubnets: ['10.244.0.0/16'],
    serviceSubnets: ['10.96.0.0/16'],
    nodePortRange: { from: 30000, to: 32767 },
    dnsDomain: 'cluster.local',
    proxy: {
      mode: 'iptables',
      detectLocalMode: 'ClusterCIDR',
      clusterCIDRs: ['10.244.0.0/16'],
      masqueradeAll: false,
      nodePortAddresses: [],
      localhostNodePorts: true,
      ipvsScheduler: 'rr',
    },
    masqueradesPodsToNodes: true,
  },
};

/** Test data: what a client met in as many attempts as the counts sum to. */
export function observed(id: string, outcomes: Observation['outcomes']): Observation {
  const [result = 'unknown'] = Object.keys(outcomes) as Observation['result'][];
  const attempts = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  return { id, result, backends: [], trace: [], attempts, outcomes, tallies: [], milliseconds: 1 };
}

/** Test data: two flows of one pod, one refused and one that timed out. */
export function recordingOf(more: Partial<Recording> = {}): Recording {
  return {
    notes,
    objects: [node],
    flows: [
      { id: 'one', from: { pod: 'shop/client' }, to: '10.96.0.9:80' },
      { id: 'two', from: { pod: 'shop/client' }, to: '10.96.0.9:53', protocol: 'UDP' },
    ],
    observations: [observed('one', { refused: 4 }), observed('two', { timeout: 2 })],
    names: [],
    ...more,
  };
}

const node: KubeObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker' },
};
