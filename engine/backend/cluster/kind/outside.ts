import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outside } from '../live-cluster.ts';
import { docker, tryDocker } from './docker.ts';

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
  const args = ['exec', '-i', '-e', 'UV_THREADPOOL_SIZE=64', name, 'node', '/reachform/prober.js'];
  const placed = new Map<string, Promise<string | undefined>>();
  let lastVia = '';
  return {
    prober: { tool: 'docker', args },
    place: (address, via, hidden) => {
      const key = [address, via, ...hidden].join(' ');
      let result = lastVia === key ? placed.get(key) : undefined;
      if (!result) placed.set(key, (result = placeOutside(name, { address, via, hidden }, options)));
      lastVia = key;
      return result;
    },
  };
}

interface Placement {
  readonly address: string;
  readonly via: string;
  readonly hidden: readonly string[];
}

async function create(name: string, options: OutsideOptions): Promise<void> {
  await tryDocker(['rm', '--force', '--volumes', name]);
  const folder = await mkdtemp(join(tmpdir(), 'reachform-'));
  try {
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

/**
 * The container gets the address on its loopback device and the node as its default way; the nodes
 * learn the way back. To hidden ranges it knows no way. A stand-in's image need not have `ip`, the
 * node image has.
 */
async function placeOutside(
  name: string,
  { address, via, hidden }: Placement,
  { network, nodes }: OutsideOptions,
): Promise<string | undefined> {
  const family = address.includes(':') ? '-6' : '-4';
  const [own, gateway] = await Promise.all([
    addressOn(name, network, family),
    addressOn(via, network, family),
  ]);
  if (own === undefined || gateway === undefined) {
    return `the container that asks from outside has no IPv${family.slice(1)} address`;
  }
  const image = await docker(['inspect', '--format', '{{.Config.Image}}', via]);
  const routes = `ip ${family} route`;
  const closed = hidden.filter((range) => range.includes(':') === (family === '-6'));
  const script = [
    `ip ${family} address replace ${address}/${family === '-6' ? 128 : 32} dev lo`,
    `${routes} replace default via ${gateway}`,
    `(${routes} flush type unreachable || true)`,
    ...closed.map((range) => `${routes} replace unreachable ${range}`),
  ].join(' && ');
  const share = `--network=container:${name}`;
  const run = ['run', '--rm', share, '--cap-add=NET_ADMIN', '--entrypoint=sh', image.trim(), '-c', script];
  await docker(run);
  const back = await Promise.all(
    nodes.map((node) => tryDocker(['exec', node, 'ip', family, 'route', 'replace', address, 'via', own])),
  );
  const failed = back.find(({ exitCode }) => exitCode !== 0);
  return failed && `a node takes no route to ${address}: ${failed.stderr.trim()}`;
}

async function addressOn(container: string, network: string, family: string): Promise<string | undefined> {
  const field = family === '-6' ? 'GlobalIPv6Address' : 'IPAddress';
  const format = `{{with index .NetworkSettings.Networks "${network}"}}{{.${field}}}{{end}}`;
  const { stdout } = await tryDocker(['inspect', '--format', format, container]);
  return stdout.trim() === '' ? undefined : stdout.trim();
}
