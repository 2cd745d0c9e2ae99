import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outside } from '../live-cluster.ts';
import { docker, tryDocker } from './docker.ts';
import { OutsideWays, undirected, userOf } from './outside-ways.ts';

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
const clusterLabel = 'reachform.dev/cluster';

/** A container on kind's network that is no node: traffic from it comes from outside the cluster. */
export async function openOutside(options: OutsideOptions): Promise<Outside> {
  const name = outsideName(options.cluster);
  const format = `{{.State.Running}} {{index .Config.Labels "${programsLabel}"}}`;
  const running = await tryDocker(['inspect', '--format', format, name]);
  if (running.stdout.trim() !== `true ${options.programsName}`) await create(name, options);
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

async function create(name: string, options: OutsideOptions): Promise<void> {
  await tryDocker(['rm', '--force', '--volumes', name]);
  const folder = await mkdtemp(join(tmpdir(), 'reachform-'));
  try {
    // Readable for the users that ask.
    await chmod(folder, 0o755);
    for (const [file, text] of Object.entries(options.programs)) await writeFile(join(folder, file), text);
    const plan = JSON.stringify({ namesNothing: true });
    const flags = {
      name,
      network: options.network,
      dns: '127.0.0.1',
      env: `REACHFORM_PLAN=${plan}`,
      entrypoint: 'node',
    };
    const labels = { [clusterLabel]: options.cluster, [programsLabel]: options.programsName };
    await docker([
      'create',
      '--init',
      ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
      ...Object.entries(labels).map(([label, value]) => `--label=${label}=${value}`),
      options.image,
      '/reachform/stand-in.js',
    ]);
    await docker(['cp', `${folder}/.`, `${name}:/reachform`]);
    await docker(['start', name]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
