import { Api } from '../kubectl/api.ts';
import { openApiProxy } from '../kubectl/api-proxy.ts';
import { Kubectl, type KubeConfig } from '../kubectl/kubectl.ts';
import { clusterLabel } from '../kind/outside.ts';
import { tryDocker } from '../kind/docker.ts';
import { clusterNames, deleteCluster, openDoor } from '../kind/kind-lifecycle.ts';
import { kindStatus } from '../kind/kind-admin.ts';
import { sweepServers } from '../kind/outside-server.ts';
import { listNodes } from '../settle/snapshot.ts';
import { sweepNamespaces, type SweepOptions } from './sweep-namespaces.ts';

/** What was removed, in words; and what could not be. */
export interface Swept {
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

/**
 * Removes what crashed runs left on this machine: namespaces in warm clusters, clusters that do not
 * answer or were left broken, and containers whose cluster is gone.
 */
export async function sweepKind(options: SweepOptions): Promise<Swept> {
  const removed: string[] = [];
  const left: string[] = [];
  for (const { name, answers, damage } of await kindStatus()) {
    try {
      if (!answers || damage.length > 0) {
        await deleteCluster(name);
        removed.push(`cluster ${name}`);
        continue;
      }
      const door = await openDoor(name);
      try {
        const namespaces = await sweepNamespaces(door.api, options);
        removed.push(...namespaces.map((one) => `namespace ${one} of cluster ${name}`));
        const nodes = (await listNodes(door.api)).map(({ metadata }) => metadata.name);
        const servers = await sweepServers(name, nodes, options.running);
        removed.push(...servers.map((one) => `container ${one}`));
      } finally {
        await door.close();
      }
    } catch (error) {
      left.push(`cluster ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  removed.push(...(await sweepContainers()));
  return { removed, left };
}

/** The same in any cluster, where only namespaces are ours. */
export async function sweepContext(config: KubeConfig, options: SweepOptions): Promise<Swept> {
  const proxy = await openApiProxy(new Kubectl(config));
  const api = new Api(proxy.socket);
  try {
    const namespaces = await sweepNamespaces(api, options);
    return { removed: namespaces.map((one) => `namespace ${one}`), left: [] };
  } finally {
    api.close();
    await proxy.close();
  }
}

/** Containers outside of clusters that no longer exist. */
async function sweepContainers(): Promise<readonly string[]> {
  const clusters = new Set(await clusterNames());
  const format = `{{.Names}} {{.Label "${clusterLabel}"}}`;
  const list = await tryDocker(['ps', '--all', '--filter', `label=${clusterLabel}`, '--format', format]);
  const orphans = list.stdout
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter(([name, cluster]) => name !== undefined && name !== '' && !clusters.has(cluster ?? ''))
    .map(([name = '']) => name);
  if (orphans.length > 0) await tryDocker(['rm', '--force', '--volumes', ...orphans]);
  return orphans.map((name) => `container ${name}`);
}
