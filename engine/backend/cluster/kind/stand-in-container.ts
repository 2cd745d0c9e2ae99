import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../programs/protocol.ts';
import { docker, tryDocker } from './docker.ts';

export interface StandInContainer {
  readonly name: string;
  readonly network: string;
  readonly image: string;
  readonly programs: Readonly<Record<string, string>>;
  readonly plan: Partial<Plan>;
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses that it answers by, instead of its own. */
  readonly addresses?: readonly string[];
  /** The only DNS server that it asks. */
  readonly dns?: string;
}

/** Starts a stand-in that is no pod: a container on kind's network. One of the same name makes way. */
export async function startStandIn(container: StandInContainer): Promise<void> {
  const { name, network, image, programs, plan, labels, addresses, dns } = container;
  await tryDocker(['rm', '--force', '--volumes', name]);
  const folder = await mkdtemp(join(tmpdir(), 'reachform-'));
  try {
    // Readable for other users of the container.
    await chmod(folder, 0o755);
    for (const [file, text] of Object.entries(programs)) await writeFile(join(folder, file), text);
    const flags = {
      name,
      network,
      entrypoint: 'node',
      ...(dns !== undefined && { dns }),
    };
    const env = {
      REACHFORM_PLAN: JSON.stringify(plan),
      ...(addresses && { REACHFORM_POD_IPS: addresses.join(',') }),
    };
    await docker([
      'create',
      '--init',
      ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
      ...Object.entries(env).map(([variable, value]) => `--env=${variable}=${value}`),
      ...Object.entries(labels).map(([label, value]) => `--label=${label}=${value}`),
      image,
      '/reachform/stand-in.js',
    ]);
    await docker(['cp', `${folder}/.`, `${name}:/reachform`]);
    await docker(['start', name]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
