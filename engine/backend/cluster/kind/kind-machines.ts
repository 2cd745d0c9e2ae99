import { randomUUID } from 'node:crypto';
import type { Machines } from '../live-cluster.ts';
import { docker, tryDocker } from './docker.ts';

/**
 * Linux sends one ICMP error a second to one peer after a burst of six, and a reject is such an
 * error. In the nodes' own network namespaces that can be lifted.
 */
const unlimited = [
  'net.ipv4.icmp_ratelimit=0',
  'net.ipv4.icmp_msgs_per_sec=100000',
  'net.ipv4.icmp_msgs_burst=10000',
  'net.ipv6.icmp.ratelimit=0',
];

/** Lets refusals through as fast as they come. A kernel without IPv6 knows nothing of the last of them. */
export async function liftLimits(nodes: readonly string[]): Promise<void> {
  await Promise.all(nodes.map((node) => tryDocker(['exec', node, 'sysctl', '--ignore', '-w', ...unlimited])));
}

/** kind's nodes are containers. `started` is told of each that was started again. */
export function kindMachines(started: () => Promise<void>): Machines {
  return {
    run: (node, command) => tryDocker(['exec', node, ...command]),
    stop: async (node) => {
      await docker(['kill', node]);
    },
    start: async (node) => {
      await docker(['start', node]);
      await liftLimits([node]);
      await started();
    },
    proberIn: (node, containerId) => {
      const exec = [
        'ctr',
        '--namespace',
        'k8s.io',
        'tasks',
        'exec',
        '--exec-id',
        `reachform-${randomUUID()}`,
      ];
      return {
        tool: 'docker',
        args: ['exec', '-i', node, ...exec, containerId, 'node', '/reachform/prober.js'],
      };
    },
  };
}
