import type { Outside } from '../live-cluster.ts';
import { withLock } from '../tools/with-lock.ts';
import { tryDocker } from './docker.ts';
import { OutsideWays, undirected, userOf } from './outside-ways.ts';
import { startStandIn } from './stand-in-container.ts';

export interface OutsideOptions {
  readonly cluster: string;
  readonly network: string;
  readonly image: string;
  readonly programs: Readonly<Record<string, string>>;
  /** Named after the programs' content. */
  readonly programsName: string;
  /** All nodes of the cluster, which must know the way back. */
  readonly nodes: readonly string[];
}

export function outsideName(cluster: string): string {
  return `${cluster}-outside`;
}

const programsLabel = 'reachform.dev/programs';
/** Says of a container which cluster it is for. */
export const clusterLabel = 'reachform.dev/cluster';

/** A container on kind's network that is no node: traffic from it comes from outside the cluster. */
export async function openOutside(options: OutsideOptions): Promise<Outside> {
  const name = outsideName(options.cluster);
  // Scenarios that run side by side share it.
  await withLock(name, () => findOrCreate(name, options));
  const ways = new OutsideWays(name, options);
  return {
    at: async (address, via, hidden) => {
      const problem = await ways.prepare(address, via, hidden);
      if (problem !== undefined) return { problem };
      const user = String(hidden.length > 0 ? undirected : userOf(via, options.nodes));
      const flags = ['-i', '--user', user, '-e', 'UV_THREADPOOL_SIZE=64'];
      return { tool: 'docker', args: ['exec', ...flags, name, 'node', '/reachform/prober.js'] };
    },
  };
}

async function findOrCreate(name: string, options: OutsideOptions): Promise<void> {
  const format = `{{.State.Running}} {{index .Config.Labels "${programsLabel}"}}`;
  const running = await tryDocker(['inspect', '--format', format, name]);
  if (running.stdout.trim() !== `true ${options.programsName}`) await create(name, options);
}

function create(name: string, options: OutsideOptions): Promise<void> {
  const { cluster, network, image, programs, programsName } = options;
  return startStandIn({
    name,
    network,
    image,
    programs,
    plan: { namesNothing: true },
    labels: { [clusterLabel]: cluster, [programsLabel]: programsName },
    dns: '127.0.0.1',
  });
}
